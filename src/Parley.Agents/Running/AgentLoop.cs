using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Guarding;
using Parley.Playing;
using Parley.Protocol;
using Parley.Remembering;
using Parley.Transport;

namespace Parley.Running;

/// <summary>Runs a session: one inbox, one loop, and the work that the session wants done, which reports back through the inbox.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The token outlives the loop: whoever speaks to an ended session is cancelled by it, and it holds no timer.")]
internal sealed class AgentLoop : IAgentOutput
{
    private readonly Channel<AgentInput> _inbox = Channel.CreateUnbounded<AgentInput>(new() { SingleReader = true });
    private readonly CancellationTokenSource _ends = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _work = [];
    private readonly Dictionary<(AgentTimer, int), ITimer> _timers = [];
    private readonly RealtimeRunOptions _options;
    private readonly object? _context;
    private readonly Lines _lines;
    private readonly AgentSession _session;
    private Exception? _failure;
    private bool _hasNewHistory;
    private IReadOnlyList<Item> _history = [];
    private long _lastActivityAt;

    public AgentLoop(RealtimeAgent agent, RealtimeEndpoint endpoint, RealtimeRunOptions options, object? context, string idPrefix)
    {
        (_options, _context) = (options, context);
        Playback = new(OutputFormat, options.Time);
        Events = new(options.EventBuffer);
        _lines = new(endpoint, options, input => Post(input));
        _session = new(agent, options, Playback, context, idPrefix, this);
        Execute(new PrepareAgent(agent, Number: 0));
    }

    public EventStream Events { get; }

    public AudioPlayback Playback { get; }

    /// <summary>Gets every sound and every interruption as they happen: it cannot wait for who reads events.</summary>
    public ISpeaker? Speaker { get; private set; }

    /// <summary>How long neither the application nor the server has said anything.</summary>
    public TimeSpan QuietFor => _options.Time.GetElapsedTime(Volatile.Read(ref _lastActivityAt));

    /// <summary>Done when the server has taken the configuration.</summary>
    public Task Begun => _begun.Task;

    public RealtimeAgent Agent => _session.Agent;

    public IReadOnlyList<Item> History => Volatile.Read(ref _history);

    /// <summary>Whether nothing is taken any more.</summary>
    public bool HasEnded => _inbox.Reader.Completion.IsCompleted || _ends.IsCancellationRequested;

    public AudioFormat InputFormat => _options.Model.InputAudioFormat;

    public AudioFormat OutputFormat => _options.Model.OutputAudioFormat!;

    /// <summary>Plays on a device from now on, which also knows best what was heard.</summary>
    public void Attach(ISpeaker? speaker)
    {
        Speaker = speaker;
        Playback.Attach(speaker);
    }

    /// <returns>Whether the session still runs.</returns>
    public bool Post(AgentInput input)
    {
        if (input is not TimerElapsed)
        {
            Volatile.Write(ref _lastActivityAt, _options.Time.GetTimestamp());
        }

        return _inbox.Writer.TryWrite(input);
    }

    /// <summary>Runs until the session is ended, and waits until nothing of it is left.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach (var input in _inbox.Reader.ReadAllAsync(_ends.Token))
            {
                if (input is TimerElapsed(var timer, var number) && _timers.Remove((timer, number), out var elapsed))
                {
                    await elapsed.DisposeAsync();
                }

                _session.Handle(input);
                if (_hasNewHistory)
                {
                    _hasNewHistory = false;
                    Volatile.Write(ref _history, _session.History);
                }
            }
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            // it was ended
        }
        catch (Exception ourBug)
        {
            _failure ??= ourBug;
            await _ends.CancelAsync();
        }

        _inbox.Writer.TryComplete();
        foreach (var left in _timers.Values)
        {
            await left.DisposeAsync();
        }

        await Task.WhenAll(_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Play(speaker => speaker.Stop());
        _begun.TrySetException(_failure ?? new OperationCanceledException("The session was ended."));
        _ = _begun.Task.Exception; // who waits for it knows
        Events.End(_failure);
    }

    /// <summary>Says goodbye to the server, and ends.</summary>
    public async Task EndAsync()
    {
        _inbox.Writer.TryComplete(); // what follows from the goodbye is of no matter
        await _lines.CloseAsync();
        await _ends.CancelAsync();
    }

    void IAgentOutput.Emit(RealtimeSessionEvent happened) => Emit(happened);

    void IAgentOutput.Execute(AgentCommand command) => Execute(command);

    private void Emit(RealtimeSessionEvent happened)
    {
        switch (happened)
        {
            case RealtimeAudio sound: Play(speaker => speaker.Play(sound.ItemId, sound.Audio)); break;
            case RealtimeAudioInterrupted: Play(speaker => speaker.Stop()); break;
            case RealtimeHistoryAdded or RealtimeHistoryUpdated: _hasNewHistory = true; break;
        }

        Events.Write(happened);
    }

    // it is the application's code
    private void Play(Action<ISpeaker> play)
    {
        try
        {
            if (Speaker is { } speaker)
            {
                play(speaker);
            }
        }
        catch (Exception failure)
        {
            Attach(null);
            Events.Write(new RealtimeError("speaker_failed", $"The speaker failed, and plays no more: {failure.Message}"));
        }
    }

    private void Execute(AgentCommand command)
    {
        switch (command)
        {
            case Say(var line, var clientEvent): _lines.Send(line, clientEvent); break;
            case OpenLine(var line): Begin(_lines.RunAsync(line, _ends.Token)); break;
            case CloseLine(var line): _lines.Close(line); break;
            case RunTool(var tool, var call): Begin(CallAsync(tool, call)); break;
            case JudgeText asked: Begin(JudgeAsync(asked)); break;
            case PrepareAgent(var agent, var number): Begin(PrepareAsync(agent, number)); break;
            case Summarize(var items): Begin(SummarizeAsync(items)); break;
            case ArmTimer(var timer, var number, var after): Arm(timer, number, after); break;
            case Running.Begun: _begun.TrySetResult(); break;
            case EndRun(var because): End(because); break;
            default: throw new NotSupportedException($"{command.GetType().Name} is done by nobody.");
        }
    }

    private void Begin(Task work)
    {
        _work.RemoveAll(each => each.IsCompleted);
        _work.Add(work);
    }

    private void End(Exception? because)
    {
        _failure ??= because;
        _ = _ends.CancelAsync();
    }

    private void Arm(AgentTimer timer, int number, TimeSpan after)
    {
        if (_timers.Remove((timer, number), out var before))
        {
            before.Dispose();
        }

        _timers[(timer, number)] = _options.Time.CreateTimer(_ => Post(new TimerElapsed(timer, number)), null, LongTime.Bounded(after), Timeout.InfiniteTimeSpan);
    }

    private async Task CallAsync(RealtimeTool tool, ToolCall call)
    {
        try
        {
            Post(new CallEnded(call.CallId, await ToolRun.RunAsync(tool, call, _options.Time, _ends.Token)));
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            // nobody is left to be told
        }
    }

    private async Task JudgeAsync(JudgeText asked)
    {
        var verdicts = await Task.WhenAll(asked.Guardrails.Select(guardrail => VerdictAsync(guardrail, new(asked.Text, asked.Agent, _context))));
        var worst = verdicts.FirstOrDefault(each => each.Verdict is not GuardrailVerdict.Passed, (Name: "", Verdict: GuardrailVerdict.Pass));
        Post(new TextJudged(asked.ItemId, asked.IsInput, asked.Text.Length, worst.Name, worst.Verdict, asked.Text));
    }

    private async Task<(string Name, GuardrailVerdict Verdict)> VerdictAsync(Guardrail guardrail, GuardedText text)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return (guardrail.Name, await guardrail.JudgeAsync(text, _ends.Token).AsTask().WaitAsync(_ends.Token));
        }
        catch (Exception failure)
        {
            return (guardrail.Name, GuardrailVerdict.Stop($"The guardrail failed: {failure.Message}"));
        }
    }

    private async Task PrepareAsync(RealtimeAgent agent, int number)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var instructions = await agent.Instructions.MakeAsync(new(_context, agent.Name, History), _ends.Token).AsTask().WaitAsync(_ends.Token);
            var known = _options.Memory is { } memory ? await memory.RecallAsync(_options.Person, _ends.Token).AsTask().WaitAsync(_ends.Token) : [];
            var told = known.Count == 0 ? instructions : $"{instructions}\n\nWhat you remember of this person:\n{string.Join('\n', known.Select(fact => $"- {fact}"))}";
            IReadOnlyList<AITool> extra = _options.Memory is { } store ? [RememberTool.Of(store, _options.Person)] : [];
            agent.Check(extra);
            Post(new AgentReady(number, agent, told, extra));
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            // nobody is left to be told
        }
        catch (Exception failure)
        {
            Post(new AgentFailed(number, agent, failure));
        }
    }

    private async Task SummarizeAsync(IReadOnlyList<Item> items)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        string? summary = null;
        try
        {
            summary = _options.HistoryLimit?.SummarizeAsync is { } summarize ? await summarize(items, _ends.Token).AsTask().WaitAsync(_ends.Token) : null;
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            Post(new ApplicationFailed("Summing up the history", failure)); // it is shortened all the same
        }

        Post(new HistorySummed([.. items.Select(item => item.Id!)], summary));
    }
}

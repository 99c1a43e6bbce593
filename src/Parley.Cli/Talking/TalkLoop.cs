using System.Globalization;
using System.Threading.Channels;
using Parley.Agents;
using Parley.Running;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>A live talk: one loop that takes what the session, the person, the devices and the clock tell, one after the other.</summary>
internal sealed class TalkLoop
{
    private const int MostWaiting = 1024;

    private static readonly TimeSpan LeastTurn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Forsaken = TimeSpan.FromSeconds(60);

    // full: who tells waits; ticks and devices are told again anyway
    private readonly Channel<TalkInput> _inbox = Channel.CreateBounded<TalkInput>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Queue<string> _lines = [];
    private readonly RealtimeSession _session;
    private readonly TalkDevices _devices;
    private readonly TalkManner _manner;
    private readonly ITalkView _view;
    private readonly TalkLog _log;
    private readonly Surroundings _around;
    private readonly TurnClock _clock;
    private readonly TalkStory _story;
    private readonly Approvals _approvals;
    private readonly DeviceWatch _watch;
    private readonly HeldKey _key;
    private readonly long _begunAt;
    private long _quietSince;
    private bool _canType = true;
    private bool _isAtEnd; // of the file
    private bool _isCommitted;
    private string? _draft;
    private bool _isOver;
    private Exception? _failure;

    public TalkLoop(RealtimeSession session, TalkDevices devices, TalkManner manner, ITalkView view, TalkLog log, Surroundings around)
    {
        (_session, _devices, _manner, _view, _log, _around) = (session, devices, manner, view, log, around);
        _clock = new(devices.Mouth, around.Time);
        _story = new(view, log, _clock, () => devices.Microphone.LastSpeechAt, isAnswered: !manner.IsManual);
        (_approvals, _watch, _key) = (new(session, view, log), new(devices, view, log, around.Time), new(around.Time));
        _begunAt = _quietSince = around.Time.GetTimestamp();
        devices.Changed += (part, change) => _inbox.Writer.TryWrite(new DeviceChanged(part, change));
    }

    /// <summary>Something to tell the person, from anywhere.</summary>
    public void Note(string text) => _inbox.Writer.TryWrite(new Noted(text));

    /// <summary>Talks until the person, the session or the file has ended.</summary>
    /// <param name="stop">The person's wish to end.</param>
    public async Task<TalkEnd> RunAsync(CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var telling = new TalkTellers(_session, _devices, _around, _inbox.Writer).RunAsync(over.Token);
        try
        {
            await foreach (var input in _inbox.Reader.ReadAllAsync(stop))
            {
                await HandleAsync(input);
                if (_isOver)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // it is ended as it is
        }

        await over.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _story.End();
        _watch.Log();
        return new(_around.Time.GetElapsedTime(_begunAt), _clock.Turns, _clock.Waits, _story.Interruptions, _watch.Lost, _failure);
    }

    // ---- what happens

    private async Task HandleAsync(TalkInput input)
    {
        switch (input)
        {
            case SessionHappened(RealtimeToolApprovalRequired(_, var call)): _approvals.Ask(call); break;
            case SessionHappened(var happened): Tell(happened); break;
            case SessionGone(var because): (_failure, _isOver) = (because, true); break;
            case PersonTyped(var what): await TakeAsync(what); break;
            case DeviceChanged(var part, var change): _watch.Tell(part, change); break;
            case Noted(var text): _view.Note(text); break;
            case Ticked: await LookAsync(); break;
            default: throw new NotSupportedException($"{input.GetType().Name} has no handler.");
        }
    }

    private void Tell(RealtimeSessionEvent happened)
    {
        _quietSince = _around.Time.GetTimestamp();
        _story.Tell(happened);
    }

    private async Task TakeAsync(Typed what)
    {
        switch (what)
        {
            case TypedDraft(var text): _draft = text; break;
            case TypedLine(var text) when _around.Keys is not null: await BreakInAsync(text); break;
            case TypedLine(var text): _lines.Enqueue(text); await SayLinesAsync(); break;
            case MuteKey: Mute(); break;
            case TalkKey: await OpenAsync(); break;
            case JudgeKey(var isYes): await _approvals.AnswerAsync(isYes); break;
            case TypingEnded: _canType = false; break;
        }
    }

    private async Task LookAsync()
    {
        _watch.Look();
        if (_key.Look())
        {
            await ShutAsync();
        }

        if (_devices.Microphone.HasEnded && !_isAtEnd)
        {
            (_isAtEnd, _quietSince) = (true, _around.Time.GetTimestamp()); // what was said last may not have been noticed yet
        }

        if (_manner is { IsFile: true, IsManual: true, IsPushToTalk: false } && _isAtEnd && !_isCommitted)
        {
            _devices.Microphone.IsShut = _isCommitted = true;
            await CommitAsync();
        }

        if (_clock.Look() is { } wait)
        {
            _view.Step("latency", Ms(wait));
            _log.Write("latency", ("ms", Math.Round(wait.TotalMilliseconds)));
        }

        await SayLinesAsync();
        if (!_canType && _lines.Count == 0)
        {
            await _approvals.RejectAllAsync();
        }

        _view.Show(Scene());
        _isOver = HasEnded();
    }

    // ---- the person's keys and lines

    private void Mute()
    {
        var isMuted = _devices.Microphone.IsMuted = !_devices.Microphone.IsMuted;
        _view.Note(isMuted ? "The microphone is muted." : "The microphone is open.");
        _log.Write(isMuted ? "muted" : "unmuted");
    }

    private async Task OpenAsync()
    {
        if (_manner.IsPushToTalk && _key.Press())
        {
            await InterruptAsync();
            await _session.ClearAudioAsync();
            _devices.Microphone.IsShut = false;
            _log.Write("talk_key", ("held", true));
        }
    }

    private async Task ShutAsync()
    {
        var given = _devices.Microphone.Given;
        _devices.Microphone.IsShut = true;
        _log.Write("talk_key", ("held", false));
        if (given >= LeastTurn)
        {
            await CommitAsync();
        }
        else
        {
            _view.Note("That was too short to be a turn: hold the key while you speak.");
        }
    }

    private async Task CommitAsync()
    {
        await _session.CommitAudioAsync();
        _story.Owe(_devices.Microphone.LastSpeechAt);
        _quietSince = _around.Time.GetTimestamp();
    }

    private async Task BreakInAsync(string text)
    {
        _draft = null;
        await InterruptAsync();
        await SayAsync(text);
    }

    private async Task InterruptAsync()
    {
        if (_manner.Interrupts && (_devices.Speaker.Left > TimeSpan.Zero || _story.IsThinking))
        {
            await _session.InterruptAsync();
        }
    }

    // lines that were typed ahead, or piped, are said one after the other, each when the agent has answered the one before
    private async Task SayLinesAsync()
    {
        while (_lines.TryPeek(out var line))
        {
            if (_approvals.Question is not null)
            {
                _lines.Dequeue();
                if (Approvals.Read(line) is { } isYes)
                {
                    await _approvals.AnswerAsync(isYes);
                }
                else
                {
                    _view.Note("Answer y or n first.");
                }
            }
            else if (_story.IsBusy || _devices.Speaker.Left > TimeSpan.Zero)
            {
                return;
            }
            else
            {
                await SayAsync(_lines.Dequeue());
            }
        }
    }

    private async Task SayAsync(string text)
    {
        _view.Step("you", text);
        _log.Write("message", ("role", "user"), ("text", text));
        await _session.SendMessageAsync(text);
        _story.Owe(_around.Time.GetTimestamp());
        _quietSince = _around.Time.GetTimestamp();
    }

    // ---- how it stands

    private bool HasEnded()
    {
        var isAtEnd = _manner.IsFile ? _isAtEnd && !_key.IsHeld : _manner.IsWritten && !_canType;
        if (!isAtEnd || _lines.Count > 0 || _devices.Speaker.Left > TimeSpan.Zero)
        {
            return false;
        }

        var quiet = _around.Time.GetElapsedTime(_quietSince);
        if (quiet >= Forsaken)
        {
            _view.Note($"The server has said nothing for {Forsaken.TotalSeconds:0} s; an answer is still owed.");
            return true;
        }

        return !_story.IsBusy && _approvals.Question is null && quiet >= _manner.Quiet(_story.HasAnswered);
    }

    private TalkScene Scene() => new(
        _devices.Microphone.LevelDbfs,
        _devices.Speaker.LevelDbfs,
        _approvals.Question is not null ? "approve?" : State(),
        _story.Heard,
        _story.Said,
        _draft,
        Figures(),
        _approvals.Question ?? (_manner.IsPushToTalk ? "space held: talk · " : "m: mute · ") + "Enter: type · Ctrl-C: end");

    private string State() => this switch
    {
        { _devices.Microphone.IsMuted: true } => "muted",
        { _story.IsPersonSpeaking: true } or { _key.IsHeld: true } => "you speak",
        { _devices.Speaker.Left.Ticks: > 0 } => "it speaks",
        { _story.IsThinking: true } => _story.Calls.FirstOrDefault() is { } call ? $"calls {call}" : "thinking",
        _ => "listening",
    };

    private string Figures() => string.Join(" · ", new[]
    {
        _clock.Turns == 1 ? "1 turn" : $"{_clock.Turns} turns",
        _clock.Waits is [.., var last] ? $"latency {Ms(last)}" : null,
        _watch.Lost,
    }.Where(figure => figure is not null));

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}

using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Guarding;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>
/// A client's session as a machine without threads, clocks or sockets: inputs in, events and commands out. It owns what was said, which
/// calls are under way, whether an answer is owed, and what a new connection must be told, so that nothing depends on any one connection.
/// </summary>
internal sealed class AgentSession
{
    private const string Configuring = "parley_configuration";
    private const string Cancelling = "parley_cancel";

    private static readonly TimeSpan BeforeExpiry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49); // no timer goes further, and no connection lasts so long
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(15);

    private readonly RealtimeRunOptions _options;
    private readonly object? _context;
    private readonly TimeProvider _time;
    private readonly string _idPrefix;
    private readonly IAgentOutput _output;
    private readonly TalkHistory _history = new();
    private readonly AnswerWish _wish = new();
    private readonly UnheardSound _unheard;
    private readonly AgentVoice _voice;
    private readonly ToolDesk _desk;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _turnSounds = []; // of turns that the server has not shown as items yet
    private readonly HashSet<string> _unconfirmed = []; // items to be answered that the server has not shown as items yet
    private readonly HashSet<string> _whole = []; // answers that have come to their end, though their response has not
    private RealtimeAgent _agent;
    private string _instructions = "";
    private IReadOnlyList<AITool> _extra = [];
    private Takeover? _takeover;
    private int _lines;
    private int _line; // that we speak on
    private int? _nextLine; // that is being opened beside it
    private bool _isNextReady;
    private bool _isOpen;
    private bool _hasStarted;
    private bool _moves; // whether a new connection is wanted, between two turns
    private bool _hasSpoken; // on this connection, so that its voice is settled
    private bool _isInstructed; // on this connection: until then the server's own instructions hold
    private bool _personSpeaks;
    private bool _isTurnFinal = true;
    private bool _hasToldLoss; // of sound, since the line is away
    private bool _commits; // whether a commit of ours is under way
    private bool _isSumming;
    private int? _speechEndMs;
    private int _ids;

    public AgentSession(RealtimeAgent agent, RealtimeRunOptions options, AudioPlayback playback, object? context, TimeProvider time, string idPrefix, IAgentOutput output)
    {
        (_agent, _options, _context, _time, _idPrefix, _output) = (agent, options, context, time, idPrefix, output);
        _unheard = new(options.Model.InputAudioFormat);
        _voice = new(options.Guardrails, playback, time, output);
        _desk = new(context, output);
    }

    public IReadOnlyList<Item> History => _history.Items;

    public RealtimeAgent Agent => _agent;

    public RunContext Context => new(_context, _agent.Name, _history.Items);

    public void Handle(AgentInput input)
    {
        switch (input)
        {
            case ServerSaid(var line, var said) when line == _line: Hear(said); break;
            case ServerSaid(var line, SessionCreated) when line == _nextLine: _isNextReady = true; break;
            case ServerSaid: break; // late news of a connection that was left
            case LineOpened(var line): Arm(AgentTimer.Silence, line, HelloWithin); break;
            case LineLost(var line, var because): Lose(line, because); break;
            case LineGone(var failure): _output.Execute(new EndRun(failure)); return;
            case ItemSaid(var item, var answer): SayItem(item, answer); break;
            case SoundSent(var pcm): SendSound(pcm); break;
            case SoundCommitted(var answer): CommitSound(answer); break;
            case SoundCleared: _unheard.Clear(); Send(new InputAudioBufferClear()); break;
            case AnswerAsked(var how): _wish.Want(how); break;
            case Interrupted: Interrupt(isServers: false); break;
            case AgentAsked(var agent): _output.Execute(new PrepareAgent(agent)); break;
            case AgentReady ready: Prepare(ready); break;
            case AgentFailed(var agent, var failure): Refuse(agent, failure); break;
            case CallEnded(var callId, var result): _desk.End(callId, result); break;
            case CallJudged(var callId, var isApproved, var reason): Approve(callId, isApproved, reason); break;
            case TextJudged judged: Judge(judged); break;
            case HistorySummed(var itemIds, var summary): Shorten(itemIds, summary); break;
            case TimerElapsed(var timer, var number): Elapse(timer, number); break;
            case RawSent(var clientEvent): SendRaw(clientEvent); break;
            case ApplicationFailed(var what, var failure): Tell("application_failed", $"{what} failed: {failure.Message}"); break;
            default: throw new NotSupportedException($"{input.GetType().Name} has no handler.");
        }

        Settle();
    }

    private bool IsIdle => _wish.IsIdle && IsQuiet;

    // between two turns: nobody speaks, and no answer is under way
    private bool IsQuiet => !_personSpeaks && !_wish.IsBusy && !_commits;

    private bool IsManual => _options.Model.TurnDetection is null;

    private void Hear(ServerEvent said)
    {
        _output.Emit(new RealtimeRawServerEvent(said));
        switch (said)
        {
            case SessionCreated(var session): Greet(session); break;
            case SessionUpdated: Start(); break;
            case ErrorEvent(var error): Complain(error); break;
            case InputAudioBufferSpeechStarted: BeginTurn(); break;
            case InputAudioBufferSpeechStopped(var endMs, _): _speechEndMs = endMs; break; // the turn ends when it is committed
            case InputAudioBufferCommitted(_, var itemId): EndTurn(itemId); break;
            case InputAudioBufferTimeoutTriggered(_, _, var itemId): _output.Emit(new RealtimeInputAudioTimeout(itemId)); break;
            case ConversationItemAdded(var after, var item): Know(item, after); break;
            case ConversationItemCreated(var after, var item): Know(item, after); break;
            case ConversationItemDone(_, { Id: not null } item): Update(item); break;
            case ConversationItemDeleted(var itemId): Forget(itemId); break;
            case InputAudioTranscriptionCompleted(var itemId, _, var transcript, _): Understand(itemId, transcript); break;
            case InputAudioTranscriptionFailed: _isTurnFinal = true; break;
            case ResponseCreated(var response): Begin(response); break;
            case ResponseOutputItemDone(var responseId, _, var item): EndItem(responseId, item); break;
            case ResponseOutputTextDelta(var responseId, var itemId, _, _, var delta): _voice.Text(responseId, itemId, delta); break;
            case ResponseOutputTextDone(var responseId, var itemId, _, _, _): _voice.TextEnds(responseId, itemId); break;
            case ResponseOutputAudioTranscriptDelta(var responseId, var itemId, _, _, var delta): _voice.Text(responseId, itemId, delta); break;
            case ResponseOutputAudioTranscriptDone(var responseId, var itemId, _, _, var transcript): Transcribe(responseId, itemId, transcript); break;
            case ResponseOutputAudioDelta piece: _hasSpoken = true; _voice.Sound(piece); break;
            case ResponseOutputAudioDone(var responseId, var itemId, _, _): _voice.SoundEnds(responseId, itemId); break;
            case ResponseDone(var response): End(response); break;
        }
    }

    // ---- connections

    private void Greet(SessionConfig session)
    {
        (_isOpen, _hasToldLoss) = (true, false);
        if (session.ExpiresAt is { } expiry && DateTimeOffset.FromUnixTimeSeconds(expiry) - _time.GetUtcNow() is var left && left > BeforeExpiry && left < LongestTimer)
        {
            Arm(AgentTimer.Expiry, _line, left - BeforeExpiry);
        }

        Retell();
    }

    // all that a connection must know to go on where the last one was
    private void Retell()
    {
        (_hasSpoken, _isInstructed) = (false, false);
        Configure();
        foreach (var item in _history.Retold())
        {
            Send(new ConversationItemCreate(item));
        }

        _unheard.Restart();
        foreach (var pcm in _unheard.Pieces)
        {
            Send(new InputAudioBufferAppend(pcm));
        }

        if (_commits)
        {
            Send(new InputAudioBufferCommit());
        }
    }

    private void Configure()
    {
        var settings = _options.Model;
        var voice = _hasSpoken ? null : _agent.Voice ?? settings.Voice;
        var functions = _agent.Tools.Concat(_extra).Select(SessionPatches.Declaration).Concat(_agent.Handoffs.Select(SessionPatches.Declaration));
        _isInstructed |= _instructions.Length > 0;
        Send(new SessionUpdate(SessionPatches.Of(settings, _isInstructed ? _instructions : null, functions, voice)) { EventId = Configuring });
        (_desk.Agent, _voice.Agent, _voice.Guardrails) = (_agent.Name, _agent.Name, _agent.OutputGuardrails);
        _desk.Tools = _agent.Tools.Concat(_extra).OfType<AIFunction>().ToDictionary(tool => tool.Name, RealtimeTool.Of);
    }

    private void Start()
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            _output.Execute(new Begun());
        }
    }

    private void Lose(int line, string because)
    {
        if (line == _nextLine)
        {
            (_nextLine, _isNextReady) = (null, false); // the old one is still there; it is tried again
            return;
        }

        if (line != _line)
        {
            return;
        }

        var cut = _wish.ActiveId;
        var isCut = cut is not null && !_whole.Contains(cut) && !_desk.ResponseEnded(cut);
        if (cut is not null)
        {
            CutOff(cut, isCut);
        }

        if (_wish.Lost(isCut))
        {
            Tell("response_lost", "The connection was lost twice in the middle of this answer: it is not asked for again.");
        }

        (_isOpen, _personSpeaks, _speechEndMs) = (false, false, null);
        _unconfirmed.Clear();
        if (_isNextReady)
        {
            Move(wasPlanned: false);
            return;
        }

        _output.Emit(new RealtimeReconnecting(because));
        _line = _nextLine ?? ++_lines;
        if (_nextLine is null)
        {
            _output.Execute(new OpenLine(_line));
        }

        _nextLine = null;
    }

    private void CutOff(string responseId, bool isCut)
    {
        if (isCut)
        {
            _voice.Cut(); // it is said again from its beginning
            foreach (var item in _history.Items.Where(item => IsUnfinished(item, responseId)))
            {
                _history.Remove(item.Id!);
            }
        }

        _voice.Mute(responseId);
        _output.Emit(new RealtimeAgentEnd(_agent.Name, ResponseStatus.Incomplete));
    }

    private bool IsUnfinished(Item item, string responseId) => item switch
    {
        MessageItem { Role: Role.Assistant } => _voice.ResponseOf(item.Id!) == responseId || item.Status == ItemStatus.InProgress,
        FunctionCallItem call => !_desk.Knows(call),
        _ => false,
    };

    // between two turns, and so unnoticed
    private void Move(bool wasPlanned)
    {
        var left = _line;
        (_line, _nextLine, _isNextReady, _isOpen, _moves) = (_nextLine!.Value, null, false, true, false);
        _output.Execute(new CloseLine(left));
        Retell();
        _output.Emit(new RealtimeReconnected(wasPlanned));
    }

    // ---- the person

    private void SayItem(Item item, bool answer)
    {
        var named = item with { Id = item.Id ?? NewId() };
        if (named is MessageItem { Role: Role.User })
        {
            _isTurnFinal = true;
        }

        _history.Add(named, after: null);
        _output.Emit(new RealtimeHistoryAdded(named));
        Send(new ConversationItemCreate(named));
        if (answer)
        {
            _unconfirmed.Add(named.Id);
            _wish.Want();
        }
    }

    private void SendSound(ReadOnlyMemory<byte> pcm)
    {
        var lost = _unheard.LostMs;
        _unheard.Add(pcm, mayRest: _isOpen && !_personSpeaks && !IsManual);
        if (!_isOpen && _unheard.LostMs > lost && !_hasToldLoss)
        {
            _hasToldLoss = true;
            Tell("audio_lost", "The connection has been gone for so long that the oldest sound of this turn is lost.");
        }

        Send(new InputAudioBufferAppend(pcm));
    }

    private void CommitSound(bool answer)
    {
        if (_unheard.IsEmpty)
        {
            Tell("input_audio_buffer_commit_empty", "There is no sound to commit: send some first.");
            return;
        }

        _commits = true;
        Send(new InputAudioBufferCommit());
        if (answer)
        {
            _wish.Want();
        }
    }

    private void BeginTurn()
    {
        (_personSpeaks, _isTurnFinal, _speechEndMs) = (true, false, null);
        if (_options.Model.TurnDetection is { InterruptResponse: true })
        {
            Interrupt(isServers: true);
        }
    }

    private void EndTurn(string itemId)
    {
        _turnSounds[itemId] = _unheard.Commit(_commits ? null : _speechEndMs);
        (_personSpeaks, _speechEndMs) = (false, null);
        _isTurnFinal |= _options.Model.InputAudioTranscription is null;
        if (!_commits && _options.Model.TurnDetection is { CreateResponse: true })
        {
            _wish.Expect();
        }

        _commits = false;
    }

    private void Understand(string itemId, string transcript)
    {
        _isTurnFinal = true;
        _history.Transcribe(itemId, transcript);
        TellHistory();
        if (_agent.InputGuardrails.Count > 0 && transcript.Length > 0)
        {
            _output.Execute(new Judge(_agent.InputGuardrails, itemId, IsInput: true, transcript, _agent.Name));
        }
    }

    // ---- what there is

    private void Know(Item shown, string? after)
    {
        var item = shown.Id is null ? shown with { Id = NewId() } : shown; // some servers leave it out of a call
        _unconfirmed.Remove(item.Id!);
        if (!_history.Add(item, after))
        {
            return;
        }

        if (_turnSounds.Remove(item.Id!, out var pcm))
        {
            _history.KeepSound(item.Id!, pcm);
        }

        _output.Emit(new RealtimeHistoryAdded(item));
    }

    private void Update(Item item)
    {
        if (_history.Replace(item))
        {
            TellHistory();
        }
    }

    private void Forget(string itemId)
    {
        if (_history.Find(itemId) is not null)
        {
            _history.Remove(itemId);
            TellHistory();
        }
    }

    // ---- the agent

    private void Begin(ResponseInfo response)
    {
        _wish.Created(response.Id, knowsAll: _unconfirmed.Count == 0);
        _output.Emit(new RealtimeAgentStart(_agent.Name));
    }

    private void Transcribe(string responseId, string itemId, string transcript)
    {
        _voice.TextEnds(responseId, itemId);
        if (!_voice.IsMuted(responseId))
        {
            _history.Transcribe(itemId, transcript);
            TellHistory();
        }
    }

    private void EndItem(string responseId, Item item)
    {
        if (item is FunctionCallItem call)
        {
            Know(call, after: null);
            Call(call, responseId);
        }
        else if (item is MessageItem { Status: not ItemStatus.Incomplete } && !_voice.IsMuted(responseId))
        {
            _whole.Add(responseId);
        }
    }

    private void Call(FunctionCallItem call, string responseId)
    {
        var handoff = _agent.Handoffs.FirstOrDefault(each => each.ToolName == call.Name);
        if (_desk.Request(call, responseId, isOwn: handoff is not null) is not { } entry)
        {
            return;
        }

        if (_takeover is not null)
        {
            _desk.End(entry, ToolResult.Failed($"The conversation is being handed over to {_takeover.Agent.Name} already."));
            return;
        }

        _takeover = new(handoff!.Agent, handoff, entry);
        _output.Execute(new PrepareAgent(handoff.Agent));
    }

    private void End(ResponseInfo response)
    {
        _wish.Done(response.Id);
        _whole.Remove(response.Id);
        _desk.ResponseEnded(response.Id);
        _voice.Forget(response.Id);
        _output.Emit(new RealtimeAgentEnd(_agent.Name, response.Status));
        if (response is { Status: ResponseStatus.Failed, StatusDetails: var details })
        {
            Tell(details?.Error?.Code ?? "response_failed", details?.Error?.Message ?? "The server could not answer.");
        }
    }

    private void Interrupt(bool isServers)
    {
        var active = _wish.ActiveId;
        if (active is not null)
        {
            _voice.Mute(active);
            if (!isServers)
            {
                Send(new ResponseCancel { EventId = Cancelling });
            }
        }

        if (_voice.Cut() is var (itemId, contentIndex, heard, share))
        {
            Send(new ConversationItemTruncate(itemId, contentIndex, (int)heard.TotalMilliseconds));
            if (_history.Find(itemId) is MessageItem message)
            {
                _history.Transcribe(itemId, Heard.Words(TalkHistory.TextOf(message), share));
                TellHistory();
            }
        }
    }

    // ---- guardrails

    private void Judge(TextJudged judged)
    {
        var (verdict, isInput) = (judged.Verdict, judged.IsInput);
        if (verdict is GuardrailVerdict.Passed)
        {
            _voice.Passed(judged.ItemId, judged.Characters);
            return;
        }

        if (!isInput && _voice.ResponseOf(judged.ItemId) is null)
        {
            return; // it was cut off already
        }

        _output.Emit(new RealtimeGuardrailTripped(judged.Guardrail, verdict, judged.Text, isInput));
        if (!isInput && _voice.ResponseOf(judged.ItemId) is { } responseId)
        {
            _voice.Mute(responseId);
        }

        Interrupt(isServers: false);
        if (!isInput)
        {
            _history.Remove(judged.ItemId);
            Send(new ConversationItemDelete(judged.ItemId)); // what nobody was told, the model has not said
        }

        switch (verdict)
        {
            case GuardrailVerdict.Replaced(_, var say): _wish.Want(Exactly(say)); break;
            case GuardrailVerdict.HandedOver(_, var name): HandOver(name); break;
        }
    }

    private void HandOver(string name)
    {
        if (_agent.Handoffs.FirstOrDefault(handoff => handoff.Agent.Name == name) is not { } handoff)
        {
            Tell("unknown_agent", $"A guardrail hands over to '{name}', and {_agent.Name} knows no such agent.");
        }
        else if (_takeover is null)
        {
            _takeover = new(handoff.Agent, handoff, Entry: null);
            _output.Execute(new PrepareAgent(handoff.Agent));
        }
    }

    // ---- handing over

    private void Prepare(AgentReady ready)
    {
        if (_lines == 0)
        {
            (_agent, _instructions, _extra) = (ready.Agent, ready.Instructions, ready.Extra);
            _line = ++_lines;
            _output.Execute(new OpenLine(_line));
            return;
        }

        _takeover = (_takeover ?? new(ready.Agent, Handoff: null, Entry: null)) with { Ready = ready };
        if (_takeover.Entry is { State: < CallState.Done } entry)
        {
            _desk.End(entry, ToolResult.Of(new Dictionary<string, string> { ["assistant"] = ready.Agent.Name }));
        }
    }

    private void Refuse(RealtimeAgent agent, Exception failure)
    {
        var because = $"The instructions of {agent.Name} could not be made: {failure.Message}";
        if (_lines == 0)
        {
            _output.Execute(new EndRun(new InvalidOperationException(because, failure)));
            return;
        }

        if (_takeover?.Entry is { } entry)
        {
            _desk.End(entry, ToolResult.Failed($"The conversation could not be handed over to {agent.Name}."));
        }

        _takeover = null;
        Tell("handoff_failed", because);
    }

    private void TakeOver(Takeover takeover)
    {
        var (before, ready) = (_agent, takeover.Ready!);
        var keepsVoice = !_hasSpoken || VoiceOf(before) == VoiceOf(ready.Agent);
        (_agent, _instructions, _extra, _takeover) = (ready.Agent, ready.Instructions, ready.Extra, null);
        if (takeover.Handoff is { } handoff)
        {
            _output.Emit(new RealtimeHandoff(before.Name, ready.Agent.Name));
            handoff.OnHandoff?.Invoke(Context);
            Filter(handoff);
            _wish.Want();
        }

        if (keepsVoice)
        {
            Configure();
        }
        else
        {
            _moves = true; // a voice that has spoken is settled, so the other one speaks on a connection of its own
        }
    }

    private string? VoiceOf(RealtimeAgent agent) => agent.Voice ?? _options.Model.Voice;

    private void Filter(Handoff handoff)
    {
        if (handoff.InputFilter is not { } filter)
        {
            return;
        }

        var kept = filter(_history.Items).Select(item => item.Id).ToHashSet();
        foreach (var item in _history.Items.Where(item => !kept.Contains(item.Id)))
        {
            _history.Remove(item.Id!);
            Send(new ConversationItemDelete(item.Id!));
        }

        TellHistory();
    }

    // ---- what follows from all that

    private void Settle()
    {
        _desk.Start(_isTurnFinal && !_personSpeaks);
        DeliverResults();
        if (_takeover is { Ready: not null } takeover && IsQuiet)
        {
            TakeOver(takeover);
        }

        if (_nextLine is not null && _isNextReady && IsQuiet)
        {
            Move(wasPlanned: true);
        }
        else if (_moves && _nextLine is null && _isOpen && IsQuiet)
        {
            _nextLine = ++_lines;
            _output.Execute(new OpenLine(_nextLine.Value));
        }

        if (_isOpen && !_personSpeaks && _takeover is null && !(_moves && _wish.ActiveId is null) && _wish.Ask() is { } ask)
        {
            Send(ask);
        }

        KeepShort();
    }

    private void DeliverResults()
    {
        var results = _desk.TakeResults();
        foreach (var result in results)
        {
            var named = result with { Id = NewId() };
            _history.Add(named, after: null);
            _output.Emit(new RealtimeHistoryAdded(named));
            _unconfirmed.Add(named.Id);
            Send(new ConversationItemCreate(named));
        }

        if (results.Count > 0)
        {
            _wish.Want();
        }
    }

    private void KeepShort()
    {
        if (_options.HistoryLimit is { } limit && _history.Count > limit.MaxItems && IsIdle && _isOpen && !_desk.IsBusy && !_isSumming)
        {
            _isSumming = true;
            _output.Execute(new Summarize([.. _history.Items.Take(_history.Count - limit.MaxItems / 2)]));
        }
    }

    private void Shorten(IReadOnlyList<string> itemIds, string? summary)
    {
        _isSumming = false;
        foreach (var itemId in itemIds)
        {
            _history.Remove(itemId);
            Send(new ConversationItemDelete(itemId));
        }

        if (!string.IsNullOrWhiteSpace(summary))
        {
            var item = new MessageItem(Role.System, [new InputText($"What was said before, in short: {summary}")]) { Id = NewId() };
            _history.AddFirst(item);
            Send(new ConversationItemCreate(item, PreviousItemId: "root"));
        }

        TellHistory();
    }

    private void Approve(string callId, bool isApproved, string? reason)
    {
        if (!_desk.Approve(callId, isApproved, reason))
        {
            Tell("unknown_call", $"No call {callId} waits for an approval.");
        }
    }

    private void Elapse(AgentTimer timer, int number)
    {
        switch (timer)
        {
            case AgentTimer.Expiry when number == _line: _moves = true; break;
            case AgentTimer.Silence when number == _line && !_isOpen: _output.Execute(new CloseLine(number)); Lose(number, "the server opened a socket and said nothing"); break;
            case AgentTimer.Silence when number == _nextLine && !_isNextReady: _output.Execute(new CloseLine(number)); Lose(number, ""); break;
            case AgentTimer.Gate: _voice.OverBudget(number); break;
            case AgentTimer.Filler when _desk.Filler(number) is { } filler && IsIdle && _isOpen: _wish.Want(Exactly(filler)); break;
        }
    }

    private void Complain(ErrorDetails error)
    {
        if (!_hasStarted && error.EventId == Configuring)
        {
            _output.Execute(new EndRun(new Transport.RealtimeConnectionException($"The server refuses the session's configuration: {error.Message}") { Refusal = error }));
        }
        else if (!_wish.Refused(error.EventId, error.Code) && error.EventId != Cancelling) // what has ended meanwhile needs no cancelling
        {
            Tell(error.Code ?? error.Type, error.Message);
        }

        if (error.Code == "input_audio_buffer_commit_empty")
        {
            _commits = false;
        }
    }

    private void SendRaw(ClientEvent clientEvent)
    {
        if (_isOpen)
        {
            Send(clientEvent);
        }
        else
        {
            Tell("not_connected", $"{clientEvent.WireName()} was not sent: there is no connection just now, and a raw event is not kept for the next one.");
        }
    }

    private void Send(ClientEvent clientEvent)
    {
        if (_isOpen)
        {
            _output.Execute(new Say(_line, clientEvent));
        }
    }

    private static ResponseParams Exactly(string words) => new()
    {
        Instructions = $"Say exactly: \"{words}\"",
        Input = [], // nothing else is to be said
        ToolChoice = ToolChoice.None,
    };

    private void Arm(AgentTimer timer, int number, TimeSpan after) => _output.Execute(new ArmTimer(timer, number, after));

    private void Tell(string code, string message) => _output.Emit(new RealtimeError(code, message));

    private void TellHistory() => _output.Emit(new RealtimeHistoryUpdated(_history.Items));

    private string NewId() => $"item_{_idPrefix}{++_ids:x4}";

    /// <summary>An agent that is to take over.</summary>
    /// <param name="Handoff">Why; null where the application wants it.</param>
    /// <param name="Entry">The call that asked for it, if one did.</param>
    private sealed record Takeover(RealtimeAgent Agent, Handoff? Handoff, ToolLedger.Entry? Entry)
    {
        public AgentReady? Ready { get; init; }
    }
}

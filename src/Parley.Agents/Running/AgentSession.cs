using Parley.Agents;
using Parley.Protocol;
using Parley.Transport;

namespace Parley.Running;

/// <summary>
/// A client's session as a machine without threads, clocks or sockets: inputs in, events and commands out. It owns what was said, which
/// calls are under way, whether an answer is owed, and what a new connection must be told, so that nothing depends on any one connection.
/// </summary>
internal sealed class AgentSession
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(15);

    private readonly RealtimeRunOptions _options;
    private readonly IAgentOutput _output;
    private readonly AudioPlayback _playback;
    private readonly AnswerWish _wish = new();
    private readonly RecentIds _overheard = new(); // turns whose words came one by one
    private readonly RecentIds _aside = new(); // responses beside the conversation, which are the application's own
    private readonly Wire _wire;
    private readonly Chronicle _chronicle;
    private readonly PersonTurn _person;
    private readonly AgentVoice _voice;
    private readonly ToolDesk _desk;
    private readonly Cast _cast;
    private readonly Interruption _interruption;
    private readonly Guard _guard;
    private readonly Continuity _continuity;
    private bool _hasStarted;
    private bool _isSumming;
    private bool _hasConversation; // whether the server says to which one a response belongs

    public AgentSession(RealtimeAgent agent, RealtimeRunOptions options, AudioPlayback playback, object? context, string idPrefix, IAgentOutput output)
    {
        (_options, _playback, _output) = (options, playback, output);
        _wire = new(output);
        _chronicle = new(idPrefix, _wire, output);
        _person = new(options.Model, _wire, output);
        _voice = new(options.Guardrails, playback, options.Time, output);
        _desk = new(context, output);
        _cast = new(agent, options.Model, context, _wire, _chronicle, _voice, _desk, output);
        _interruption = new(_voice, _wish, _chronicle, _wire);
        _guard = new(_voice, _chronicle, _desk, _wish, _cast, _interruption, output);
        _continuity = new(_wire, _cast, _chronicle, _person, _voice, _desk, _wish, options.Time, output);
    }

    public IReadOnlyList<Item> History => _chronicle.Items;

    public RealtimeAgent Agent => _cast.Agent;

    // between two turns: nobody speaks, and no answer is under way
    private bool IsQuiet => !_person.IsSpeaking && !_person.IsCommitting && !_wish.IsBusy;

    public void Handle(AgentInput input)
    {
        switch (input)
        {
            case ServerSaid(var line, var said) when line == _wire.Line: Hear(said); break;
            case ServerSaid(var line, SessionCreated(var session)): _wire.NextGreeted(line, session); break;
            case ServerSaid: break; // late news of a connection that was left
            case LineOpened(var line): Arm(AgentTimer.Silence, line, HelloWithin); break;
            case LineLost(var line, var because): _continuity.Lose(line, because); break;
            case LineGone(var line, var failure): _continuity.GiveUp(line, failure); break;
            case ItemSaid(var item, var answer): Say(item, answer); break;
            case SoundSent(var pcm): _person.Hear(pcm); break;
            case SoundCommitted(var answer): Commit(answer); break;
            case SoundCleared: _person.Clear(); break;
            case AnswerAsked(var how): _wish.Want(how); break;
            case Interrupted: _interruption.Break(isServers: false); break;
            case AgentAsked(var agent): _cast.Replace(agent); break;
            case AgentReady ready: _cast.Prepare(ready); break;
            case AgentFailed failed: _cast.Refuse(failed); break;
            case CallEnded(var callId, var result): _desk.End(callId, result); break;
            case CallJudged(var callId, var isApproved, var reason): _desk.Approve(callId, isApproved, reason); break;
            case TextJudged judged: _guard.Hear(judged); break;
            case HistorySummed(var itemIds, var summary): Shorten(itemIds, summary); break;
            case TimerElapsed(var timer, var number): Elapse(timer, number); break;
            case PlayedSoFar(var itemId, var played): _playback.Report(itemId, played); break;
            case RawSent(var clientEvent): SendRaw(clientEvent); break;
            case ApplicationFailed(var what, var failure): Tell("application_failed", $"{what} failed: {failure.Message}"); break;
            default: throw new NotSupportedException($"{input.GetType().Name} has no handler.");
        }

        Settle();
    }

    private void Hear(ServerEvent said)
    {
        _output.Emit(new RealtimeRawServerEvent(said));
        switch (said)
        {
            case SessionCreated(var session): Greet(session); break;
            case SessionUpdated(var session): Start(session); break;
            case ErrorEvent(var error): Complain(error); break;
            case InputAudioBufferSpeechStarted: BeginTurn(); break;
            case InputAudioBufferSpeechStopped(var endMs, _): _person.StopAt(endMs); break;
            case InputAudioBufferCommitted(var after, var itemId): EndTurn(itemId, after); break;
            case InputAudioBufferTimeoutTriggered(_, _, var itemId): _output.Emit(new RealtimeInputAudioTimeout(itemId)); break;
            case ConversationItemAdded(var after, var item): _chronicle.Know(item, after); break;
            case ConversationItemCreated(var after, var item): _chronicle.Know(item, after); break;
            case ConversationItemDone(_, var item): Update(item); break;
            case ConversationItemDeleted(var itemId): _chronicle.Forget(itemId); break;
            case InputAudioTranscriptionDelta(var itemId, _, var delta): Overhear(itemId, delta); break;
            case InputAudioTranscriptionCompleted(var itemId, _, var transcript, _): Understand(itemId, transcript); break;
            case InputAudioTranscriptionFailed(var itemId, _, _): _person.Understand(itemId); break;
            case ResponseCreated(var response): Begin(response); break;
            case ResponseOutputItemDone(var responseId, _, var item): EndItem(responseId, item); break;
            case ResponseOutputTextDelta(var responseId, var itemId, _, _, var delta): _voice.Text(responseId, itemId, delta); break;
            case ResponseOutputTextDone(var responseId, var itemId, _, _, _): _voice.TextEnds(responseId, itemId); break;
            case ResponseOutputAudioTranscriptDelta(var responseId, var itemId, _, _, var delta): _voice.Text(responseId, itemId, delta); break;
            case ResponseOutputAudioTranscriptDone(var responseId, var itemId, _, _, var transcript): Transcribe(responseId, itemId, transcript); break;
            case ResponseOutputAudioDelta piece: Sound(piece); break;
            case ResponseOutputAudioDone(var responseId, var itemId, _, _): _voice.SoundEnds(responseId, itemId); break;
            case ResponseDone(var response): End(response); break;
        }
    }

    private void Greet(SessionConfig session)
    {
        if (!_hasStarted)
        {
            Arm(AgentTimer.Start, _wire.Line, HelloWithin);
        }

        _continuity.Greet(session);
    }

    private void Start(SessionConfig session)
    {
        _person.Configured(session);
        if (!_hasStarted)
        {
            _hasStarted = true;
            _output.Execute(new Begun());
        }
    }

    private void Say(Item item, bool answer)
    {
        var said = _chronicle.Say(item, answer);
        if (said is MessageItem { Role: Role.User } message)
        {
            _person.Write();
            _guard.Ask(message.Id!, message.Text);
        }

        if (answer)
        {
            _wish.Want();
        }
    }

    private void Commit(bool answer)
    {
        if (_person.Commit() && answer)
        {
            _wish.Want();
        }
    }

    private void BeginTurn()
    {
        _person.Begin();
        if (_options.Model.TurnDetection is { InterruptResponse: true })
        {
            _interruption.Break(isServers: true);
        }
    }

    private void EndTurn(string itemId, string? after)
    {
        var (sound, isAnswered) = _person.End(itemId);
        _chronicle.Know(new MessageItem(Role.User, [new InputAudio()]) { Id = itemId, Status = ItemStatus.Completed }, after, sound);
        if (isAnswered)
        {
            _wish.Expect();
            Arm(AgentTimer.Answer, _wish.Awaited, AnswerWithin);
        }
    }

    private void Understand(string itemId, string transcript)
    {
        _person.Understand(itemId);
        if (!_overheard.Contains(itemId))
        {
            _output.Emit(new RealtimeTranscriptDelta(itemId, Role.User, transcript)); // it came all at once
        }

        _chronicle.Transcribe(itemId, transcript);
        _guard.Ask(itemId, transcript);
    }

    private void Overhear(string itemId, string delta)
    {
        _overheard.Add(itemId);
        _output.Emit(new RealtimeTranscriptDelta(itemId, Role.User, delta));
    }

    private void Begin(ResponseInfo response)
    {
        if (response.ConversationId is null && _hasConversation)
        {
            _aside.Add(response.Id);
            _voice.Mute(response.Id);
            return; // the application's own, beside the conversation
        }

        _hasConversation |= response.ConversationId is not null;
        _wish.Created(response.Id, knowsAll: _chronicle.IsConfirmed);
        _guard.Begin(response.Id);
        _output.Emit(new RealtimeAgentStart(Agent.Name));
        if (_interruption.TakeNext() || _person.IsSpeaking)
        {
            _interruption.Cancel(response.Id); // it comes too late
            if (_person.IsSpeaking && !_person.IsAnswered)
            {
                _wish.Want(); // nobody else will answer what was said before
            }
        }
    }

    private void Sound(ResponseOutputAudioDelta piece)
    {
        _wire.HasSpoken = true;
        _voice.Sound(piece);
    }

    private void Transcribe(string responseId, string itemId, string transcript)
    {
        _voice.TextEnds(responseId, itemId);
        if (!_voice.IsMuted(responseId) && _voice.Guardrails.Count == 0)
        {
            _chronicle.Transcribe(itemId, transcript);
        }
    }

    // what an agent says is history when it has passed its guardrails
    private void Update(Item item)
    {
        if (item is not MessageItem { Role: Role.Assistant } || _voice.Guardrails.Count == 0)
        {
            _chronicle.Update(item);
        }
    }

    private void EndItem(string responseId, Item item)
    {
        if (_aside.Contains(responseId))
        {
            return;
        }

        var isGivenUp = item.Status == ItemStatus.Incomplete || _voice.IsMuted(responseId);
        switch (item)
        {
            case FunctionCallItem { Id: { } given } when isGivenUp: _chronicle.Delete(given); break; // nobody wants it any more
            case FunctionCallItem call when !isGivenUp:
                _chronicle.Know(call, after: null);
                _cast.Call(call, responseId);
                break;
            case MessageItem when !isGivenUp: _continuity.EndItem(responseId, item.Id!); break;
        }
    }

    private void End(ResponseInfo response)
    {
        if (_aside.Contains(response.Id))
        {
            return;
        }

        _wish.Done(response.Id);
        _continuity.End(response.Id);
        var hasCalls = _desk.ResponseEnded(response.Id);
        _voice.Forget(response.Id);
        _output.Emit(new RealtimeAgentEnd(Agent.Name, response.Status) { HasCalls = hasCalls });
        if (response is { Status: ResponseStatus.Failed, StatusDetails: var details })
        {
            Tell(details?.Error?.Code ?? "response_failed", details?.Error?.Message ?? "The server could not answer.");
        }
    }

    // what follows from whatever has happened
    private void Settle()
    {
        _interruption.Settle();
        _desk.Start(_person.IsFinal && !_person.IsSpeaking);
        DeliverResults();
        if (_cast.IsReadyToChange && IsQuiet && _cast.Change())
        {
            _wish.Want();
        }

        if (IsQuiet)
        {
            _continuity.MoveOn();
        }

        var mayAsk = _wire.IsOpen && !_person.IsSpeaking && !_cast.IsChanging && !_wire.MustMove;
        if (mayAsk && _wish.Ask() is { } ask)
        {
            _wire.Send(ask);
            Arm(AgentTimer.Answer, _wish.Awaited, AnswerWithin);
        }

        KeepShort();
    }

    private void DeliverResults()
    {
        foreach (var (result, isWanted) in _desk.TakeResults())
        {
            _chronicle.Say(result, answer: isWanted);
            if (isWanted)
            {
                _wish.Want();
            }
        }
    }

    private void KeepShort()
    {
        if (_options.HistoryLimit is { } limit && _chronicle.Count > limit.MaxItems && IsQuiet && _wish.IsIdle && _wire.IsOpen && !_desk.IsBusy && !_isSumming)
        {
            _isSumming = true;
            _output.Execute(new Summarize(_chronicle.Oldest(_chronicle.Count - (limit.MaxItems / 2))));
        }
    }

    private void Shorten(IReadOnlyList<string> itemIds, string? summary)
    {
        _isSumming = false;
        _chronicle.Shorten(itemIds, summary);
    }

    private void Elapse(AgentTimer timer, int number)
    {
        switch (timer)
        {
            case AgentTimer.Expiry: _continuity.Expire(number); break;
            case AgentTimer.Start when !_hasStarted: _output.Execute(new EndRun(new RealtimeConnectionException($"The server has not confirmed the session's configuration within {HelloWithin.TotalSeconds:0} s."))); break;
            case AgentTimer.Silence when _wire.IsSilent(number):
                _output.Execute(new CloseLine(number));
                _continuity.Lose(number, "the server opened a socket and said nothing");
                break;
            case AgentTimer.Answer when number == _wish.Awaited && _wish.IsAwaited: _wish.Overdue(); break;
            case AgentTimer.Gate: _voice.OverBudget(number); break;
            case AgentTimer.Filler when _desk.Filler(number) is { } filler && IsQuiet && _wish.IsIdle && _wire.IsOpen: _wish.Want(AnswerWish.Exactly(filler)); break;
        }
    }

    private void Complain(ErrorDetails error)
    {
        if (!_hasStarted && error.EventId == Cast.Configuring)
        {
            _output.Execute(new EndRun(new RealtimeConnectionException($"The server refuses the session's configuration: {error.Message}") { Refusal = error }));
        }
        else if (!_wish.Refused(error.EventId, error.Code) && !Interruption.IsOurs(error.EventId))
        {
            Tell(error.Code ?? error.Type, error.Message);
        }

        if (error.EventId == PersonTurn.Committing)
        {
            _person.FailToCommit();
        }
    }

    private void SendRaw(ClientEvent clientEvent)
    {
        if (_wire.IsOpen)
        {
            _wire.Send(clientEvent);
        }
        else
        {
            Tell("not_connected", $"{clientEvent.WireName()} was not sent: there is no connection just now, and a raw event is not kept for the next one.");
        }
    }

    private void Arm(AgentTimer timer, int number, TimeSpan after) => _output.Execute(new ArmTimer(timer, number, after));

    private void Tell(string code, string message) => _output.Emit(new RealtimeError(code, message));
}

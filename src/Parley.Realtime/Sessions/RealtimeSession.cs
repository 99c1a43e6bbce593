using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>
/// A session: owns all state, never waits, and does nothing but handle one input after the other. The same inputs give the
/// same events and commands, so it has no clock, no chance and no I/O.
/// </summary>
internal sealed class RealtimeSession
{
    private readonly Ids _ids;
    private readonly SessionWriter _writer;
    private readonly Ear _ear;
    private readonly Responses _responses;
    private readonly TurnTrace _trace;
    private readonly Playout _playout = new();
    private readonly ArmedTimers _timers;
    private readonly Ending _ending;
    private readonly ClientItems _items;
    private readonly HeldItems _held;
    private readonly ToolListings _tools;
    private readonly McpCalls _calls;
    private readonly AnswerSources _sources;
    private readonly Settings _settings;
    private readonly Conversation _conversation;

    /// <exception cref="ArgumentException">The recording was made with another voice activity model or noise reducer.</exception>
    /// <exception cref="InvalidRequestException">The configuration asks for what there is not.</exception>
    public RealtimeSession(SessionOpened opened, IVoiceActivityModel voiceActivity, INoiseReducer? noiseReducer = null)
    {
        opened.CheckEngines(voiceActivity.Name, noiseReducer?.Name);
        var policy = opened.Policy;
        _trace = new(opened.Traces);
        _ids = new(opened.Seed);
        _writer = new(_ids);
        _conversation = new(_ids.Conversation(), policy.ItemAudioBytes, policy.ConversationCharacters);
        _settings = new(opened, _conversation, _ids);
        _settings.Check(opened.Config);
        _timers = new(_writer);
        _held = new(policy.HeldItems);
        var approvals = new Approvals(_conversation);
        _tools = new(opened, _conversation, _ids, _timers, _writer);
        _calls = new(opened.ToolRules, _conversation, approvals, _timers, _writer);
        _sources = new(opened.TellsSources, _writer);
        _items = new(_conversation, _ids, policy, approvals, _writer);
        _ear = new(opened, voiceActivity, opened.NoiseReducer is null ? null : noiseReducer, _conversation, _items, _ids, _writer);
        _responses = new(_conversation, _ids, policy, opened.ContextTokens, _tools, approvals, _calls, new(policy.RateLimits), _timers, _writer);
        _ending = new(policy, _responses, _timers, _writer);
    }

    public string Id => _settings.Current.Id!;

    /// <summary>What holds now.</summary>
    public SessionConfig Config => _settings.Current;

    /// <summary>What the client sends sound in; the one thing that may be read from outside the loop.</summary>
    public AudioFormat InputFormat => _settings.InputFormat;

    /// <summary>True once the session has asked for its end; what comes later has no effect.</summary>
    public bool HasEnded => _writer.HasEnded;

    private DateTimeOffset Now => _writer.Now;

    /// <summary>Takes the next input and yields what follows from it.</summary>
    public void Handle(SessionInput input, ISessionOutput output)
    {
        if (HasEnded)
        {
            return;
        }

        _writer.WriteTo(output, input.At);
        if (input is ClientSpoke or ResponseStepped)
        {
            _ending.Stir();
        }

        switch (input)
        {
            case SessionOpened: Open(); break;
            case ClientSpoke(var clientEvent): Answer(clientEvent); break;
            case ClientLeft: _ending.Leave(); break;
            case TranscriptArrived(var utteranceId, var transcript): OnTranscript(utteranceId, transcript); break;
            case ResponseStepped(var responseId, var step): OnStep(responseId, step); break;
            case ToolsListed listed: OnListed(listed); break;
            case McpCallReturned(var itemId, var outcome): OnReturned(itemId, outcome); break;
            case FunctionReturned returned: OnReturned(returned); break;
            case TimerElapsed elapsed when _timers.Took(elapsed): OnTimer(elapsed.Timer); break;
            case TimerElapsed: break; // it was armed anew or disarmed meanwhile
            case ServerDraining: _ending.Drain(); break;
            case ServerStopping: _ending.Stop(); break;
            default: throw new NotSupportedException($"{input.GetType().Name} has no handler.");
        }

        TellOfCalls();
    }

    /// <summary>It is over: lets go of all sound.</summary>
    public void Forget()
    {
        _ear.Forget();
        _responses.ForgetSound();
        _conversation.ForgetSound();
    }

    private void Open()
    {
        _writer.Emit(new SessionCreated(_settings.Shown));
        _ear.Prepare();
        _tools.Declare(_settings.Tools);
        _ending.Await();
    }

    private void Answer(ClientEvent clientEvent)
    {
        try
        {
            OnClient(clientEvent);
        }
        catch (InvalidRequestException mistake)
        {
            _writer.Emit(new ErrorEvent(new(ErrorDetails.InvalidRequest, mistake.Code, mistake.Message, mistake.Param, clientEvent.EventId)));
        }
    }

    private void OnClient(ClientEvent clientEvent)
    {
        switch (clientEvent)
        {
            case InputAudioBufferAppend(var audio): Hear(audio); break;
            case InputAudioBufferCommit: Commit(); break;
            case InputAudioBufferClear: Clear(); break;
            case SessionUpdate(var patch): Update(patch); break;
            case ConversationItemCreate create: Add(create); break;
            case ConversationItemRetrieve(var itemId): _items.Retrieve(itemId); break;
            case ConversationItemTruncate truncate: _items.Truncate(truncate); break;
            case ConversationItemDelete(var itemId): Delete(itemId); break;
            case ResponseCreate(var asked): Respond(asked); break;
            case ResponseCancel(var responseId): CancelResponse(responseId); break;
            case OutputAudioBufferClear: throw new InvalidRequestException("invalid_value", "'output_audio_buffer.clear' is for WebRTC and SIP: over a WebSocket the client plays, so stop playing and truncate the item.", "type");
            case Unreadable(var code, var message, var param): throw new InvalidRequestException(code, message, param);
            default: throw new NotSupportedException($"{clientEvent.GetType().Name} has no handler.");
        }
    }

    // Listening

    private void Hear(ReadOnlyMemory<byte> audio)
    {
        _ear.Append(audio);
        while (_ear.Next(out var committed) is { } change)
        {
            if (change is SpeechStarted)
            {
                Interrupt();
            }
            else if (change is SpeechStopped stopped)
            {
                _trace.Begin(committed!.Id, TimeSpan.FromMilliseconds(stopped.SilenceMs), Now);
                Note(committed);
                RespondAutomatically();
            }
        }
    }

    private void Interrupt()
    {
        _timers.Disarm(SessionTimer.Idle);
        if (_settings.TurnDetection is { InterruptResponse: true } detection && !_ending.IsNear) // a drain lets what runs end
        {
            _responses.Interrupt(isAnswered: detection.CreateResponse);
            _playout.Stop(Now);
            _calls.Interrupt();
            Settle(null);
        }
    }

    private void Commit()
    {
        var entry = _ear.Commit();
        _trace.Begin(entry.Id, TimeSpan.Zero, Now);
        Note(entry);
    }

    private void Clear()
    {
        _timers.Disarm(SessionTimer.Idle);
        _ear.Clear();
    }

    private void OnTranscript(string utteranceId, Transcript transcript)
    {
        if (_ear.Take(utteranceId, transcript))
        {
            _trace.Transcript(utteranceId, Now);
            _responses.BeginReady();
        }
    }

    // Configuration

    private void Update(SessionPatch patch)
    {
        var next = _settings.After(patch, isSpeaking: !_responses.AreIdle);
        _ear.Configure(next);
        _settings.Take(next);
        if (_settings.IdleTimeout is null)
        {
            _timers.Disarm(SessionTimer.Idle);
        }

        _writer.Emit(new SessionUpdated(_settings.Shown));
        _ear.Prepare();
        _tools.Declare(_settings.Tools);
    }

    // The conversation

    private void Add(ConversationItemCreate create)
    {
        if (_held.Take(create, _responses.Active))
        {
            return;
        }

        if (create.Item.Id is { } id && _ear.WillBe(id))
        {
            throw Conversation.Duplicate(id); // speech events have named it: it is taken, though its item is still to come
        }

        var entry = _items.Add(create, _settings.InputFormat, out var speech);
        if (entry.Item is FunctionCallOutputItem)
        {
            _trace.Mark("function_call_output", Now);
        }

        if (!speech.IsEmpty)
        {
            _ear.Transcribe(entry, speech);
        }

        Note(entry);
    }

    // Something new stands in the conversation.
    private void Note(ConversationEntry entry)
    {
        if (entry.Item is MessageItem { Role: Role.User })
        {
            _calls.NewTurn();
            _sources.NewTurn();
        }

        _responses.Note(entry.Item);
    }

    private void Delete(string itemId)
    {
        _items.Delete(itemId);
        _responses.BeginReady();
    }

    // Responding

    private void Respond(ResponseParams? asked)
    {
        var plan = _settings.Plan(asked);
        if (_ending.IsNear)
        {
            throw new InvalidRequestException("server_draining", "The server is shutting down: no response begins any more. Connect again.");
        }

        _responses.Create(plan);
        if (!plan.IsOutOfBand)
        {
            _timers.Disarm(SessionTimer.Idle);
            _trace.Mark("response_create", Now);
        }
    }

    private void RespondAutomatically()
    {
        if (!_ending.IsNear && _settings.AutomaticPlan() is { } plan)
        {
            _responses.CreateAutomatically(plan);
        }
    }

    private void CancelResponse(string? responseId)
    {
        var response = _responses.Cancel(responseId);
        if (!response.Plan.IsOutOfBand)
        {
            _playout.Stop(Now);
            _calls.Interrupt();
        }

        Settle(response);
    }

    private void OnStep(string responseId, ResponseStep step)
    {
        if (_responses.Step(responseId, step) is not { } response)
        {
            return; // late news of a response that was cancelled
        }

        if (!response.Plan.IsOutOfBand)
        {
            _playout.Sent(response, Now);
            if (_trace.Follow(response, step, Now) is { } trace)
            {
                _writer.Emit(trace);
            }
        }

        if (response.IsDone)
        {
            _sources.Tell(response);
            Settle(response);
        }
    }

    // A response is over: what waited for its end may come. Null where the user broke in, and is not waited for.
    private void Settle(Response? response)
    {
        while (_responses.Active is null && _held.Next() is { } held)
        {
            Answer(held);
        }

        _ending.Settle();
        _responses.BeginNext();
        if (response is { Plan.IsOutOfBand: false })
        {
            WaitForUser();
        }
    }

    // Functions that the server runs

    private void OnListed(ToolsListed listed)
    {
        _tools.Come(listed);
        _responses.BeginReady();
    }

    private void OnReturned(string itemId, ToolOutcome outcome)
    {
        if (_calls.Return(itemId, outcome))
        {
            _sources.Add(outcome.Sources);
        }
    }

    private void OnReturned(FunctionReturned returned)
    {
        var (responseId, name, arguments, outcome) = returned;
        if (_responses.Find(responseId) is { } response)
        {
            response.Remember(name, arguments, outcome.ForModel);
            _sources.Add(outcome.Sources);
        }
        else // it was cut off, and what was done is remembered all the same
        {
            _conversation.Remember(_ids, name, arguments, outcome.ForModel, _conversation.LastItemId);
        }
    }

    private void TellOfCalls()
    {
        foreach (var response in _calls.Settle())
        {
            if (!_ending.IsNear && !_ear.IsSpeaking) // a user who speaks gets an answer that knows of it
            {
                _responses.Continue(_calls.FollowUp(response.Plan));
            }
        }
    }

    private void Fill()
    {
        if (_responses.IsConversationIdle && !_ear.IsSpeaking && !_ending.IsNear && _calls.Filling(_calls.Asked) is { } plan)
        {
            _responses.Continue(plan);
        }
    }

    // Timers

    private void WaitForUser()
    {
        if (_settings.IdleTimeout is { } idle && _responses.IsConversationIdle && !_ear.IsSpeaking)
        {
            _timers.Arm(SessionTimer.Idle, _playout.Remaining(Now) + idle);
        }
    }

    private void OnTimer(SessionTimer timer)
    {
        switch (timer)
        {
            case SessionTimer.Lifetime: _ending.Expire(); break;
            case SessionTimer.Abandoned: _ending.ExpireIfIdle(); break;
            case SessionTimer.Idle: OfferTurn(); break;
            case SessionTimer.Outputs: _responses.GiveUpOutputs(); break;
            case SessionTimer.Listings: _responses.GiveUpListings(); break;
            case SessionTimer.Filler: Fill(); break;
            default: throw new NotSupportedException($"{timer} is no timer that a session arms.");
        }
    }

    // The user has said nothing for long enough: the model may.
    private void OfferTurn()
    {
        if (_responses.IsConversationIdle && !_ear.IsSpeaking)
        {
            var itemId = _ids.Item();
            _writer.Emit(new InputAudioBufferTimeoutTriggered(_ear.StartMs, _ear.PositionMs, itemId));
            _items.Commit(itemId, new(), _settings.InputFormat).HeardText = "[silence]";
            RespondAutomatically();
        }
    }
}

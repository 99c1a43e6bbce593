using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>
/// A session: owns all state, never waits, and does nothing but handle one input after the other. The same inputs give the
/// same events and commands, so it has no clock, no chance and no I/O.
/// </summary>
internal sealed class RealtimeSession
{
    private const int GoingAway = 1001;
    private const int ServiceRestart = 1012;
    private const string ShutDown = "server_shutting_down";
    private const string ShuttingDown = "The server is shutting down.";

    private readonly SessionPolicy _policy;
    private readonly Ids _ids;
    private readonly SessionWriter _writer;
    private readonly Conversation _conversation;
    private readonly Ear _ear;
    private readonly Responses _responses;
    private readonly TurnTrace _trace;
    private readonly Playout _playout = new();
    private readonly ArmedTimers _timers;
    private readonly Idleness _idleness;
    private readonly ClientItems _items;
    private readonly Settings _settings;
    private bool _isDraining;

    /// <exception cref="ArgumentException">The recording was made with another voice activity model or noise reducer.</exception>
    /// <exception cref="InvalidRequestException">The configuration asks for what there is not.</exception>
    public RealtimeSession(SessionOpened opened, IVoiceActivityModel voiceActivity, INoiseReducer? noiseReducer = null)
    {
        if (opened.VoiceActivityModel != voiceActivity.Name)
        {
            throw new ArgumentException(
                $"The session was recorded with the voice activity model '{opened.VoiceActivityModel}'; '{voiceActivity.Name}' would find other turns.", nameof(voiceActivity));
        }

        if (opened.NoiseReducer is { } name && name != noiseReducer?.Name)
        {
            throw new ArgumentException($"The session was recorded with the noise reducer '{name}'; '{noiseReducer?.Name}' would leave other sound.", nameof(noiseReducer));
        }

        _policy = opened.Policy;
        _trace = new(opened.Traces);
        _ids = new(opened.Seed);
        _writer = new(_ids);
        _conversation = new(_ids.Conversation(), _policy.ItemAudioBytes, _policy.ConversationCharacters);
        _settings = new(opened, _conversation, _ids);
        _settings.Check(opened.Config);
        _timers = new(_writer);
        _idleness = new(_policy.IdleTimeout, _timers);
        _items = new(_conversation, _ids, _policy, _writer);
        _ear = new(opened, voiceActivity, opened.NoiseReducer is null ? null : noiseReducer, _conversation, _items, _ids, _writer);
        _responses = new(_conversation, _ids, _policy, opened.ContextTokens, new(_policy.RateLimits), _writer);
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
            _idleness.Stir(Now);
        }

        switch (input)
        {
            case SessionOpened: Open(); break;
            case ClientSpoke(var clientEvent): Answer(clientEvent); break;
            case ClientLeft: End(1000, "The client left.", "client_left"); break;
            case TranscriptArrived(var utteranceId, var transcript): OnTranscript(utteranceId, transcript); break;
            case ResponseStepped(var responseId, var step): OnStep(responseId, step); break;
            case TimerElapsed elapsed when _timers.Took(elapsed): OnTimer(elapsed.Timer); break;
            case TimerElapsed: break; // it was armed anew or disarmed meanwhile
            case ServerDraining: Drain(); break;
            case ServerStopping: Stop(); break;
            default: throw new NotSupportedException($"{input.GetType().Name} has no handler.");
        }
    }

    private void Open()
    {
        _writer.Emit(new SessionCreated(_settings.Shown));
        _ear.Prepare();
        if (_policy.Lifetime is { } lifetime)
        {
            _timers.Arm(SessionTimer.Lifetime, lifetime);
        }

        _idleness.Begin(Now);
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
                _responses.Note(committed.Item);
                RespondAutomatically();
            }
        }
    }

    private void Interrupt()
    {
        _timers.Disarm(SessionTimer.Idle);
        if (_settings.TurnDetection is { InterruptResponse: true } detection && !_isDraining) // a drain lets what runs end
        {
            _responses.Interrupt(isAnswered: detection.CreateResponse);
            _playout.Stop(Now);
            SettleResponses();
        }
    }

    private void Commit()
    {
        var entry = _ear.Commit();
        _trace.Begin(entry.Id, TimeSpan.Zero, Now);
        _responses.Note(entry.Item);
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
    }

    // The conversation

    private void Add(ConversationItemCreate create)
    {
        if (_responses.Holds(create))
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

        _responses.Note(entry.Item);
        WaitForOutputs();
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
        if (_isDraining)
        {
            throw new InvalidRequestException("server_draining", "The server is shutting down: no response begins any more. Connect again.");
        }

        _responses.Create(plan);
        WaitForOutputs();
        if (!plan.IsOutOfBand)
        {
            _timers.Disarm(SessionTimer.Idle);
            _trace.Mark("response_create", Now);
        }
    }

    private void RespondAutomatically()
    {
        if (!_isDraining && _settings.AutomaticPlan() is { } plan)
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
        }

        Leave(response);
    }

    private void OnStep(string responseId, ResponseStep step)
    {
        if (_responses.Step(responseId, step) is not { } response)
        {
            return; // late news of a response that was cancelled
        }

        if (!response.Plan.IsOutOfBand)
        {
            Follow(response, step);
        }

        if (response.IsDone)
        {
            Leave(response);
        }
    }

    private void Leave(Response response)
    {
        SettleResponses();
        if (!response.Plan.IsOutOfBand)
        {
            WaitForUser();
        }
    }

    private void Follow(Response response, ResponseStep step)
    {
        switch (step)
        {
            case Began: _trace.Once("first_token", Now); break;
            case Sounded: _trace.Once("first_audio", Now); _playout.Sent(response, Now); break;
            case Called: _trace.Mark("function_call", Now); break;
        }

        if (!response.IsDone)
        {
            return;
        }

        if (_trace.Done(response.Id, response.HasCalled, Now) is { } trace)
        {
            _writer.Emit(trace);
        }
    }

    private void SettleResponses()
    {
        while (_responses.Release() is { } held)
        {
            Answer(held);
        }

        if (_isDraining)
        {
            Drain();
        }

        _responses.BeginNext();
        WaitForOutputs();
    }

    // Timers and the end

    private void WaitForOutputs()
    {
        if (!_responses.WaitForOutputs)
        {
            _timers.Disarm(SessionTimer.Outputs);
        }
        else if (!_timers.IsArmed(SessionTimer.Outputs))
        {
            _timers.Arm(SessionTimer.Outputs, _policy.OutputPatience);
        }
    }

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
            case SessionTimer.Lifetime: Expire("session_expired", $"Your session hit the maximum duration of {_policy.Lifetime!.Value.TotalMinutes:0.##} minutes."); break;
            case SessionTimer.Abandoned: EndIfIdle(); break;
            case SessionTimer.Idle: OfferTurn(); break;
            case SessionTimer.Outputs: _responses.GiveUpOutputs(); break;
            default: throw new NotSupportedException($"{timer} is no timer that a session arms.");
        }
    }

    private void EndIfIdle()
    {
        if (!_responses.AreIdle)
        {
            _idleness.Stir(Now);
        }

        if (_idleness.IsOver(Now))
        {
            Expire("session_idle", $"Your session was idle for {_policy.IdleTimeout!.Value.TotalSeconds:0.##} seconds.");
        }
    }

    private void Expire(string code, string message)
    {
        _writer.Emit(new ErrorEvent(new(ErrorDetails.InvalidRequest, code, message)));
        End(GoingAway, message, code);
    }

    // The user has said nothing for long enough: the model may.
    private void OfferTurn()
    {
        if (_responses.IsConversationIdle && !_ear.IsSpeaking)
        {
            var itemId = _ids.Item();
            _writer.Emit(new InputAudioBufferTimeoutTriggered(_ear.StartMs, _ear.PositionMs, itemId));
            _items.Commit(itemId, default, _settings.InputFormat).HeardText = "[silence]";
            RespondAutomatically();
        }
    }

    private void Drain()
    {
        _isDraining = true;
        _responses.Withdraw();
        if (_responses.AreIdle)
        {
            End(ServiceRestart, ShuttingDown, ShutDown);
        }
    }

    private void Stop()
    {
        _responses.FailAll(new("server_error", ShutDown, ShuttingDown));
        End(ServiceRestart, ShuttingDown, ShutDown);
    }

    private void End(int closeCode, string reason, string cause) => _writer.Execute(new EndSession(closeCode, reason, cause));
}

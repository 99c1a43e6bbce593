using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Listening;
using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class SessionLoopTests : IDisposable
{
    private static readonly byte[] Utterance = [.. Tone.Pcm16(1000), .. Tone.Silence(400)];
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly CancellationTokenSource _watchdog = new(TimeSpan.FromMinutes(2)); // a hang is a failure, not a wait
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedPipeline _engines = new();
    private readonly ScriptedClient _client = new();
    private readonly ConcurrentQueue<SessionInput> _recorded = [];

    public void Dispose() => _watchdog.Dispose();

    [Fact]
    public async Task A_spoken_turn_runs_through_all_engines()
    {
        _engines.SpeechToText.Hear("what time is it");
        _engines.Chat.Reply("It is noon. Enjoy your meal.");
        var (loop, run) = Start(Story.Transcribing());
        await Send(loop, Utterance);
        var names = (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Names();
        names.Where(name => name != "response.output_audio.delta").ShouldBe(
        [
            "session.created", "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem, "response.created",
            "conversation.item.input_audio_transcription.delta", "conversation.item.input_audio_transcription.completed",
            "response.output_item.added", "conversation.item.added", "response.content_part.added",
            "response.output_audio_transcript.delta", "response.output_audio_transcript.delta",
            "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
            "conversation.item.done", "response.output_item.done", "response.done",
        ]);
        names.Count(name => name == "response.output_audio.delta").ShouldBe(14); // 28 characters less the space, 50 ms each, in deltas of 100 ms
        _engines.SpeechToText.Requests.ShouldHaveSingleItem().Bytes.ShouldBeInRange(31_500, 35_200); // the speech and the first silence, once
        _engines.Chat.Requests.ShouldHaveSingleItem().Messages[^1].Text.ShouldBe("what time is it");
        await EndAsync(loop, run);
    }

    [Fact]
    public async Task Partials_reach_the_client_while_speech_goes_on()
    {
        var engines = new ScriptedPipeline { SpeechToText = new() { Partials = ["what", "what time", "what time is", "what time is it", "what time is it"] } };
        engines.SpeechToText.Hear("what time is it now");
        var (loop, run) = Start(Story.Transcribing(), engines: engines);
        var said = "";
        for (var i = 0; i < 12; i++)
        {
            await Send(loop, Tone.Pcm16(100));
        }

        await Send(loop, Tone.Silence(400));
        foreach (var delta in (await _client.UntilAsync<InputAudioTranscriptionCompleted>(_watchdog.Token)).OfType<InputAudioTranscriptionDelta>())
        {
            said += delta.Delta;
        }

        "what time is it now".ShouldStartWith(said);
        await EndAsync(loop, run);
    }

    [Fact]
    public async Task The_transcript_is_asked_for_at_the_first_silence_and_again_when_speech_resumes()
    {
        _engines.SpeechToText.Hear("half", Never).Hear("the whole");
        var (loop, run) = Start(Story.Transcribing());
        await Send(loop, [.. Tone.Pcm16(500), .. Tone.Silence(100)]);
        await _engines.SpeechToText.Calls.FirstBegun.WaitAsync(_watchdog.Token);
        await Send(loop, Utterance);
        var completed = (await _client.UntilAsync<InputAudioTranscriptionCompleted>(_watchdog.Token))[^1];
        completed.ShouldBeOfType<InputAudioTranscriptionCompleted>().Transcript.ShouldBe("the whole");
        await _engines.SpeechToText.Calls.FirstCancelled.WaitAsync(_watchdog.Token);
        await EndAsync(loop, run);
        _engines.SpeechToText.Calls.Begun.ShouldBe(2);
        _engines.SpeechToText.Calls.Cancelled.ShouldBe(1);
    }

    [Fact]
    public async Task Speech_cancels_the_engines_of_the_answer_and_no_sound_of_it_follows()
    {
        var engines = new ScriptedPipeline { TextToSpeech = new() { MsPerCharacter = 200, Gate = Never } };
        var (loop, run) = Start(engines: engines);
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        await _client.UntilAsync<ResponseOutputAudioDelta>(_watchdog.Token);
        await Send(loop, Tone.Pcm16(300));
        var cancelled = (await _client.UntilAsync<ResponseDone>(_watchdog.Token))[^1].ShouldBeOfType<ResponseDone>().Response;
        cancelled.Status.ShouldBe(ResponseStatus.Cancelled);
        await engines.TextToSpeech.Calls.FirstCancelled.WaitAsync(_watchdog.Token);
        await EndAsync(loop, run);
        (await _client.RestAsync(_watchdog.Token)).OfType<ResponseOutputAudioDelta>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recogniser_that_misses_its_deadline_gives_a_failed_transcript_and_an_answer()
    {
        _engines.SpeechToText.Hear("never", Never);
        var (loop, run) = Start(Story.Transcribing());
        await Send(loop, Utterance);
        await _client.UntilAsync<ResponseCreated>(_watchdog.Token);
        await _engines.SpeechToText.Calls.FirstBegun.WaitAsync(_watchdog.Token);
        _time.Advance(TimeSpan.FromSeconds(31));
        var events = await _client.UntilAsync<ResponseDone>(_watchdog.Token);
        events.Only<InputAudioTranscriptionFailed>().Error.Message.ShouldContain("30 seconds");
        events.Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
        _engines.Chat.Requests.ShouldHaveSingleItem().Messages[^1].Text.ShouldBe("[inaudible]");
        await EndAsync(loop, run);
    }

    [Fact]
    public async Task A_recogniser_that_fails_is_told_and_the_next_turn_works()
    {
        _engines.SpeechToText.Fail(new IOException("broken pipe")).Hear("again");
        var (loop, run) = Start(Story.Transcribing());
        await Send(loop, Utterance);
        (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Only<InputAudioTranscriptionFailed>().Error.Message.ShouldEndWith("An engine failed; the server's log says how.");
        await Send(loop, Utterance);
        (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Only<InputAudioTranscriptionCompleted>().Transcript.ShouldBe("again");
        await EndAsync(loop, run);
    }

    [Fact]
    public async Task A_voice_that_fails_fails_the_response_and_stops_the_model()
    {
        var engines = new ScriptedPipeline { TextToSpeech = new() { Failure = new IOException("no voice today") } };
        var (loop, run) = Start(engines: engines);
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        var done = (await _client.UntilAsync<ResponseDone>(_watchdog.Token))[^1].ShouldBeOfType<ResponseDone>().Response;
        done.Status.ShouldBe(ResponseStatus.Failed);
        done.StatusDetails!.Error!.Message.ShouldBe("The response could not be produced. An engine failed; the server's log says how.", "an engine's own words may name hosts");
        await EndAsync(loop, run);
        engines.Chat.Calls.Running.ShouldBe(0);
    }

    [Fact]
    public async Task A_conversation_that_the_model_cannot_hold_fails_the_response_and_asks_nobody()
    {
        var small = _engines.Named("parley") with { ContextTokens = 1000 };
        var loop = new SessionFactory(_time, NullLoggerFactory.Instance, () => 1)
            .Open(small, SessionStage.DefaultConfig with { Truncation = Truncation.Disabled }, SessionPolicy.OpenAI, _client);
        var run = loop.RunAsync(CancellationToken.None);
        await loop.SendAsync(new ConversationItemCreate(Story.User(new string('x', 4000))), _watchdog.Token);
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        var failed = (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Only<ResponseDone>().Response;
        failed.StatusDetails!.Error!.Code.ShouldBe("context_length_exceeded");
        _engines.Chat.Requests.ShouldBeEmpty();
        await EndAsync(loop, run);
    }

    [Fact]
    public async Task A_model_that_fails_fails_the_response()
    {
        _engines.Chat.Reply(new ScriptedReply { Failure = new HttpRequestException("503") }).Reply("Better now.");
        var (loop, run) = Start();
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Failed);
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
        await EndAsync(loop, run);
    }

    [Fact]
    public async Task An_answer_runs_no_further_ahead_of_its_listener_than_the_lead()
    {
        _engines.Chat.Reply(new string('a', 200) + "."); // ten seconds of humming
        var (loop, run) = Start();
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        for (var i = 0; i < 50; i++) // five seconds
        {
            await _client.UntilAsync<ResponseOutputAudioDelta>(_watchdog.Token);
        }

        var next = _client.UntilAsync<ResponseOutputAudioDelta>(_watchdog.Token);
        next.IsCompleted.ShouldBeFalse();
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await EndAsync(loop, run);
    }

    [Fact]
    public async Task Nothing_that_a_session_started_outlives_it()
    {
        var engines = new ScriptedPipeline { TextToSpeech = new() { Gate = Never } };
        engines.SpeechToText.Hear("never", Never);
        var (loop, run) = Start(engines: engines);
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        await engines.TextToSpeech.Calls.FirstBegun.WaitAsync(_watchdog.Token);
        await loop.SendAsync(new ResponseCreate(new() { Conversation = "none" }), _watchdog.Token);
        await Send(loop, [.. Tone.Pcm16(500), .. Tone.Silence(100)]);
        await engines.SpeechToText.Calls.FirstBegun.WaitAsync(_watchdog.Token);
        await EndAsync(loop, run);
        (engines.Chat.Calls.Running, engines.TextToSpeech.Calls.Running, engines.SpeechToText.Calls.Running).ShouldBe((0, 0, 0));
        (await _client.Closed).CloseCode.ShouldBe(1000);
    }

    [Fact]
    public async Task A_client_that_does_not_keep_up_is_let_go()
    {
        var left = 5;
        var slow = new ScriptedClient { Accepts = _ => left-- > 0 };
        var (loop, run) = Start(client: slow);
        var sending = Send(loop, Utterance); // which is cancelled where the session ends before all is said
        await run;
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (await slow.Closed).CloseCode.ShouldBe(1013);
        (await slow.RestAsync(_watchdog.Token)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_full_inbox_makes_the_sender_wait()
    {
        var loop = Open();
        for (var i = 0; i < 256; i++)
        {
            await loop.SendAsync(new InputAudioBufferClear(), _watchdog.Token);
        }

        var waiting = loop.SendAsync(new InputAudioBufferClear(), _watchdog.Token).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        var run = loop.RunAsync(CancellationToken.None);
        await waiting;
        await EndAsync(loop, run);
        (await _client.RestAsync(_watchdog.Token)).OfType<InputAudioBufferCleared>().Count().ShouldBe(257);
    }

    [Fact]
    public async Task A_drained_session_ends_after_the_response_that_runs()
    {
        var gate = new TaskCompletionSource();
        _engines.Chat.Reply(new ScriptedReply { Text = "Bye.", Gate = gate.Task });
        var (loop, run) = Start();
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        await _client.UntilAsync<ResponseCreated>(_watchdog.Token);
        await loop.DrainAsync();
        run.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await run.WaitAsync(_watchdog.Token);
        (await _client.RestAsync(_watchdog.Token))[^1].ShouldBeOfType<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
        (await _client.Closed).CloseCode.ShouldBe(1012);
    }

    [Fact]
    public async Task The_largest_append_is_split_and_taken_whole()
    {
        var (loop, run) = Start(Story.Detecting(null));
        var sound = new byte[15 * 1024 * 1024];
        await loop.SendAsync(new InputAudioBufferAppend(sound), _watchdog.Token);
        await loop.SendAsync(new InputAudioBufferCommit(), _watchdog.Token);
        await _client.UntilAsync<InputAudioBufferCommitted>(_watchdog.Token);
        await _engines.SpeechToText.Calls.FirstBegun.WaitAsync(_watchdog.Token);
        await EndAsync(loop, run);
        var appends = _recorded.OfType<ClientSpoke>().Select(spoke => spoke.Event).OfType<InputAudioBufferAppend>().ToList();
        appends.Sum(append => append.Audio.Length).ShouldBe(sound.Length);
        appends.Max(append => append.Audio.Length).ShouldBe(4800); // 100 ms
    }

    [Fact]
    public async Task What_was_recorded_replays_to_the_same_events()
    {
        _engines.SpeechToText.Hear("what time is it");
        var (loop, run) = Start(Story.Transcribing());
        await Send(loop, Utterance);
        var events = (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).ToList();
        await EndAsync(loop, run);
        events.AddRange(await _client.RestAsync(_watchdog.Token));
        var replay = SessionStage.Replay(_recorded.Select(SessionRecording.Write).Select(SessionRecording.Read));
        replay.Events.Select(SessionRecording.Write).ShouldBe(events.Select(SessionRecording.Write));
    }

    [Fact]
    public async Task A_session_expires_when_its_life_is_over()
    {
        var (loop, run) = Start(policy: SessionPolicy.OpenAI with { Lifetime = TimeSpan.FromMinutes(60) });
        var opened = (await _client.UntilAsync<SessionCreated>(_watchdog.Token)).Only<SessionCreated>();
        DateTimeOffset.FromUnixTimeSeconds(opened.Session.ExpiresAt!.Value).ShouldBe(_time.GetUtcNow().AddMinutes(60));
        await loop.SendAsync(new InputAudioBufferClear(), _watchdog.Token);
        await _client.UntilAsync<InputAudioBufferCleared>(_watchdog.Token);
        _time.Advance(TimeSpan.FromMinutes(60));
        await run.WaitAsync(_watchdog.Token);
        (await _client.RestAsync(_watchdog.Token)).Error().Code.ShouldBe("session_expired");
        (await _client.Closed).ShouldBe((1001, "Your session hit the maximum duration of 60 minutes."));
    }

    [Fact]
    public async Task The_host_may_end_a_session_at_once()
    {
        var loop = Open();
        using var host = new CancellationTokenSource();
        var run = loop.RunAsync(host.Token);
        await _client.UntilAsync<SessionCreated>(_watchdog.Token);
        await host.CancelAsync();
        await run.WaitAsync(_watchdog.Token);
        (await _client.Closed).CloseCode.ShouldBe(1012);
        await Should.ThrowAsync<OperationCanceledException>(loop.SendAsync(new InputAudioBufferClear(), CancellationToken.None).AsTask());
        await loop.LeaveAsync(); // has nobody to tell, and does not mind
    }

    [Fact]
    public async Task A_bug_ends_the_session_and_is_not_hidden()
    {
        var pipeline = _engines.Named("parley") with { VoiceActivity = () => new BrokenVoiceActivity() };
        var loop = new SessionFactory(_time, NullLoggerFactory.Instance, () => 1).Open(pipeline, SessionStage.DefaultConfig, SessionPolicy.OpenAI, _client);
        var run = loop.RunAsync(CancellationToken.None);
        await loop.SendAsync(new InputAudioBufferAppend(Tone.Pcm16(100)), _watchdog.Token);
        await Should.ThrowAsync<InvalidOperationException>(run.WaitAsync(_watchdog.Token));
        (await _client.Closed).CloseCode.ShouldBe(1011);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bug_in_what_a_session_started_ends_it_and_leaves_nothing_behind(bool inTranscription)
    {
        _engines.SpeechToText.Fail(new IOException("broken pipe"));
        _engines.Chat.Reply(new ScriptedReply { Failure = new HttpRequestException("503") });
        using var voiceActivity = new CountedVoiceActivity();
        using var logs = new FullDisk(); // whoever wants to log the engine's failure fails with it
        var pipeline = _engines.Named("parley") with { VoiceActivity = () => voiceActivity };
        var loop = new SessionFactory(_time, logs, () => 1).Open(pipeline, Story.Detecting(null), SessionPolicy.OpenAI, _client);
        var run = loop.RunAsync(CancellationToken.None);
        await Send(loop, Tone.Pcm16(200));
        await loop.SendAsync(inTranscription ? new InputAudioBufferCommit() : new ResponseCreate(), _watchdog.Token);
        await Should.ThrowAsync<NotSupportedException>(run.WaitAsync(_watchdog.Token));
        (await _client.Closed).CloseCode.ShouldBe(1011);
        voiceActivity.Disposals.ShouldBe(1);
    }

    [Fact]
    public async Task An_engine_that_fails_because_it_is_cancelled_is_no_news()
    {
        var engines = _engines.Named("parley") with { TextToSpeech = new SulkingVoice() };
        var loop = new SessionFactory(_time, NullLoggerFactory.Instance, () => 1).Open(engines, SessionStage.DefaultConfig, SessionPolicy.OpenAI, _client);
        var run = loop.RunAsync(CancellationToken.None);
        await loop.SendAsync(new ResponseCreate(), _watchdog.Token);
        await _client.UntilAsync<ResponseOutputAudioTranscriptDelta>(_watchdog.Token);
        await loop.SendAsync(new ResponseCancel(), _watchdog.Token);
        (await _client.UntilAsync<ResponseDone>(_watchdog.Token)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Cancelled);
        await EndAsync(loop, run);
        (await _client.RestAsync(_watchdog.Token)).ShouldBeEmpty();
        (await _client.Closed).CloseCode.ShouldBe(1000);
    }

    private (SessionLoop Loop, Task Run) Start(
        SessionConfig? config = null, SessionPolicy? policy = null, ScriptedPipeline? engines = null, ScriptedClient? client = null)
    {
        var loop = Open(config, policy, engines, client);
        return (loop, loop.RunAsync(CancellationToken.None));
    }

    private SessionLoop Open(SessionConfig? config = null, SessionPolicy? policy = null, ScriptedPipeline? engines = null, ScriptedClient? client = null)
    {
        var loop = new SessionFactory(_time, NullLoggerFactory.Instance, () => 1).Open(
            (engines ?? _engines).Named("parley"), config ?? SessionStage.DefaultConfig, policy ?? SessionPolicy.OpenAI, client ?? _client);
        loop.Recorder = _recorded.Enqueue;
        return loop;
    }

    private async Task Send(SessionLoop loop, byte[] sound)
    {
        foreach (var chunk in sound.Chunk(960))
        {
            await loop.SendAsync(new InputAudioBufferAppend(chunk), _watchdog.Token);
        }
    }

    private async Task EndAsync(SessionLoop loop, Task run)
    {
        await loop.LeaveAsync();
        await run.WaitAsync(_watchdog.Token);
    }

    private sealed class BrokenVoiceActivity : IVoiceActivityModel
    {
        public string Name => "broken/1";

        public int FrameSamples => 320;

        public float Probability(ReadOnlySpan<short> frame) => throw new InvalidOperationException("The model has no weights.");

        public void Reset()
        {
            // it has nothing to forget
        }

        public void Dispose()
        {
            // nothing is held
        }
    }

    private sealed class FullDisk : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new NotSupportedException("The disk is full.");

        public void Dispose()
        {
            // nothing is held
        }
    }
}

using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class LifetimeTests
{
    private static readonly RealtimeSessionConfig Impatient = Story.Detecting(new ServerVad(IdleTimeoutMs: 5000));

    private static readonly SessionPolicy Forgetful = SessionPolicy.OpenAI with { IdleTimeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public void A_silent_user_is_spoken_to_after_the_answer_has_been_played()
    {
        var stage = Story.Answered(Impatient);
        var timer = stage.Last<ArmTimer>();
        timer.Timer.ShouldBe(SessionTimer.Idle);
        timer.After.ShouldBe(TimeSpan.FromMilliseconds(5500)); // half a second is still being played
        stage.Append(Tone.Silence(5500));
        var events = Elapse(stage, timer);
        events.Names().ShouldBe(["input_audio_buffer.timeout_triggered", .. Story.UserItem, "response.created"]);
        var triggered = events.Only<InputAudioBufferTimeoutTriggered>();
        triggered.ItemId.ShouldBe(events.Only<InputAudioBufferCommitted>().ItemId);
        triggered.AudioEndMs.ShouldBeInRange(5400, 5500);
        stage.Last<BeginResponse>().Prompt.Items[^1].ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputAudio("[silence]")]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sound_that_is_not_played_to_its_end_is_not_waited_for(bool isInterrupted)
    {
        var stage = new SessionStage(Impatient);
        stage.AddText("Hi");
        stage.Ask();
        stage.Reply(new Said("One two three."), new Sounded(Tone.Pcm16(10_000)));
        if (isInterrupted)
        {
            stage.Utter();
            stage.Transcribe("Stop.");
        }
        else
        {
            stage.Say(new ResponseCancel());
            stage.Ask();
        }

        stage.Speak();
        stage.Last<ArmTimer>().After.ShouldBe(TimeSpan.FromMilliseconds(5500));
    }

    [Fact]
    public void Speech_stops_the_timer()
    {
        var stage = Story.Answered(Impatient);
        var timer = stage.Last<ArmTimer>();
        stage.Append(Tone.Pcm16(300));
        stage.Last<ArmTimer>().After.ShouldBeNull();
        Elapse(stage, timer).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("clear")]
    [InlineData("response")]
    [InlineData("update")]
    public void Whatever_ends_the_wait_stops_the_timer(string what)
    {
        var stage = Story.Answered(Impatient);
        var timer = stage.Last<ArmTimer>();
        stage.Say(what switch
        {
            "clear" => new InputAudioBufferClear(),
            "response" => new ResponseCreate(),
            _ => new SessionUpdate(Patch.Of("""{"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":null}}}}""")),
        });
        Elapse(stage, timer).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_waits_before_the_first_response() => new SessionStage(Impatient).Commands.ShouldNotContain(command => command is ArmTimer);

    [Fact]
    public void A_response_outside_the_conversation_starts_no_wait()
    {
        var stage = new SessionStage(Impatient);
        stage.Ask(new() { Conversation = "none", Input = [] });
        stage.Reply(new Said("Ok"), new Finished(1, 1));
        stage.Commands.OfType<ArmTimer>().ShouldBeEmpty();
    }

    [Fact]
    public void A_session_ends_when_its_life_is_over()
    {
        var stage = new SessionStage(policy: SessionPolicy.OpenAI with { Lifetime = TimeSpan.FromMinutes(60) });
        var timer = stage.Last<ArmTimer>();
        (timer.Timer, timer.After).ShouldBe((SessionTimer.Lifetime, TimeSpan.FromMinutes(60)));
        stage.Events.Only<SessionCreated>().Session.ExpiresAt.ShouldBe(stage.Inputs[0].At.AddMinutes(60).ToUnixTimeSeconds());
        var error = Elapse(stage, timer).Error();
        (error.Code, error.Message).ShouldBe(("session_expired", "Your session hit the maximum duration of 60 minutes."));
        stage.Last<EndSession>().ShouldBe(new EndSession(1001, error.Message, "session_expired"));
    }

    [Fact]
    public void A_session_that_its_client_forgot_ends()
    {
        var stage = new SessionStage(policy: Forgetful);
        stage.Advance(TimeSpan.FromSeconds(60));
        var error = Elapse(stage, stage.Last<ArmTimer>()).Error();
        (error.Code, error.Message).ShouldBe(("session_idle", "Your session was idle for 60 seconds."));
        stage.Last<EndSession>().ShouldBe(new EndSession(1001, error.Message, "session_idle"));
    }

    [Fact]
    public void Whatever_the_client_says_puts_that_off()
    {
        var stage = new SessionStage(policy: Forgetful);
        stage.Advance(TimeSpan.FromSeconds(45));
        stage.Say(new InputAudioBufferClear());
        stage.Commands.OfType<ArmTimer>().Count().ShouldBe(1); // not at every event
        stage.Advance(TimeSpan.FromSeconds(15));
        Elapse(stage, stage.Last<ArmTimer>()).ShouldBeEmpty();
        stage.Last<ArmTimer>().After.ShouldBe(TimeSpan.FromSeconds(45));
        stage.Session.HasEnded.ShouldBeFalse();
    }

    [Fact]
    public void A_response_that_runs_puts_it_off_too_and_so_does_its_end()
    {
        var stage = Story.Answering(policy: Forgetful);
        stage.Advance(TimeSpan.FromSeconds(60));
        Elapse(stage, stage.Last<ArmTimer>()).ShouldBeEmpty();
        stage.Advance(TimeSpan.FromSeconds(59));
        stage.Reply(new Finished(1, 1));
        stage.Advance(TimeSpan.FromSeconds(1));
        Elapse(stage, stage.Last<ArmTimer>()).ShouldBeEmpty();
        stage.Last<ArmTimer>().After.ShouldBe(TimeSpan.FromSeconds(59));
    }

    [Fact]
    public void Nothing_follows_the_end()
    {
        var stage = Story.Answering();
        stage.Handle(new ClientLeft());
        stage.Last<EndSession>().CloseCode.ShouldBe(1000);
        var lines = stage.Transcript.Count;
        stage.Utter();
        stage.Ask();
        stage.Reply(new Finished(1, 1));
        stage.Handle(new ClientLeft());
        stage.Transcript.Count.ShouldBe(lines);
        stage.Session.HasEnded.ShouldBeTrue();
    }

    [Fact]
    public void Draining_ends_an_idle_session_at_once()
    {
        var stage = new SessionStage();
        stage.Handle(new ServerDraining());
        stage.Last<EndSession>().CloseCode.ShouldBe(1012);
    }

    [Fact]
    public void Draining_lets_the_running_response_end_and_begins_no_other()
    {
        var stage = Story.Answering();
        stage.Handle(new ServerDraining()).ShouldBeEmpty();
        stage.Ask().Error().Code.ShouldBe("server_draining");
        stage.Session.HasEnded.ShouldBeFalse();
        stage.Reply(new Finished(1, 1)).Names()[^1].ShouldBe("response.done");
        stage.Last<EndSession>().CloseCode.ShouldBe(1012);
        stage.Commands[^1].ShouldBeOfType<EndSession>();
    }

    [Fact]
    public void Draining_forgets_an_answer_that_waits_for_the_active_one()
    {
        var stage = Story.Answering(policy: SessionPolicy.Yandex);
        stage.Ask();
        stage.Handle(new ServerDraining());
        stage.Reply(new Finished(1, 1)).OfType<ResponseCreated>().ShouldBeEmpty();
        stage.Session.HasEnded.ShouldBeTrue();
    }

    [Fact]
    public void A_trace_shows_where_the_time_of_a_turn_went()
    {
        var stage = new SessionStage(traces: true);
        stage.Utter();
        stage.Advance(TimeSpan.FromMilliseconds(50));
        stage.Transcribe("hello");
        stage.Advance(TimeSpan.FromMilliseconds(100));
        var events = stage.Speak();
        events.Names().ShouldBe([.. Story.SpokenReply, "parley.turn.trace"]);
        var trace = events.Only<ParleyTurnTrace>();
        trace.Marks.Select(mark => mark.Name).ShouldBe(["speech_ended", "speech_stopped", "transcript", "first_token", "first_audio", "response_done"]);
        trace.Marks[0].AtMs.ShouldBe(0);
        trace.Marks[1].AtMs.ShouldBe(200, tolerance: 40);
    }

    private static IReadOnlyList<ServerEvent> Elapse(SessionStage stage, ArmTimer timer) => stage.Handle(new TimerElapsed(timer.Timer, timer.Armed));
}

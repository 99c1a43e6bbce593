using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Guarding;
using Parley.Protocol;
using Parley.Running;

namespace Parley.Tests.Running;

public sealed class AgentSessionTests
{
    private static readonly RealtimeAgent Ada = new("Ada");

    [Fact]
    public void Before_a_session_expires_the_conversation_moves_between_two_turns()
    {
        var stage = new AgentStage(Ada);
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("Hello.")]), Answer: true)).Answer("r1", "a1", "Hi.").Clear();

        stage.Put(new TimerElapsed(AgentTimer.Expiry, 1));
        stage.Commands.ShouldBeEmpty("an answer is under way");
        stage.Hear(new ResponseOutputAudioTranscriptDone("r1", "a1", 0, 0, "Hi.")).End("r1");
        stage.Commands.ShouldContain(new OpenLine(2));
        stage.Clear().OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig()));

        stage.Commands.ShouldContain(new CloseLine(1));
        stage.Said.OfType<ConversationItemCreate>().Select(create => TalkHistory.TextOf((MessageItem)create.Item)).ShouldBe(["Hello.", "Hi."]);
        stage.Events.ShouldHaveSingleItem().ShouldBe(new RealtimeReconnected(WasPlanned: true));
        stage.Said.ShouldNotContain(said => said is ResponseCreate);
    }

    [Theory]
    [InlineData(1, true), InlineData(365, false)]
    public void An_expiry_that_no_timer_reaches_is_not_waited_for(int days, bool isWaitedFor)
    {
        var stage = new AgentStage(Ada);
        stage.Hear(new SessionCreated(new RealtimeSessionConfig { ExpiresAt = stage.Time.GetUtcNow().AddDays(days).ToUnixTimeSeconds() }));
        stage.Commands.OfType<ArmTimer>().Any(armed => armed.Timer == AgentTimer.Expiry).ShouldBe(isWaitedFor);
    }

    [Theory]
    [InlineData("", false), InlineData("Be brief.", true)]
    public void An_agent_that_is_told_nothing_keeps_the_instructions_of_the_server(string instructions, bool areSent)
    {
        var stage = new AgentStage(Ada, instructions: instructions);
        stage.Put(new LineLost(1, "cut")).OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig()));
        stage.Said.OfType<SessionUpdate>().Single().Session.Json.TryGetProperty("instructions", out _).ShouldBe(areSent);
    }

    [Fact]
    public void A_call_that_its_server_gives_no_id_is_made_all_the_same()
    {
        var stage = new AgentStage(Ada);
        stage.Answer("r1", "a1").Hear(new ResponseOutputItemDone("r1", 0, new FunctionCallItem("f", "call_1", "{}"))).End("r1");
        stage.Said.OfType<ConversationItemCreate>().Select(create => create.Item).OfType<FunctionCallOutputItem>().Single().CallId.ShouldBe("call_1");
    }

    [Fact]
    public void Sound_of_a_long_turn_is_lost_only_while_the_line_is_away()
    {
        var stage = new AgentStage(Ada, new() { Model = new() { TurnDetection = null } });
        for (var second = 0; second < 61; second++)
        {
            stage.Put(new SoundSent(new byte[48_000]));
        }

        stage.Events.ShouldBeEmpty("the server has heard it");
        stage.Put(new LineLost(1, "cut")).Clear().Put(new SoundSent(new byte[48_000])).Put(new SoundSent(new byte[48_000]));
        stage.Events.ShouldHaveSingleItem().ShouldBeOfType<RealtimeError>().Code.ShouldBe("audio_lost");
    }

    [Fact]
    public void While_a_person_speaks_no_conversation_moves()
    {
        var stage = new AgentStage(Ada);
        stage.Put(new TimerElapsed(AgentTimer.Expiry, 1)).Hear(new InputAudioBufferSpeechStarted(0, "u1")).Clear();
        stage.Put(new ServerSaid(2, new SessionCreated(new RealtimeSessionConfig())));
        stage.Commands.ShouldNotContain(command => command is CloseLine);
    }

    [Fact]
    public void A_server_that_opens_and_says_nothing_is_left()
    {
        var stage = new AgentStage(Ada);
        stage.Put(new LineLost(1, "gone")).Clear();
        stage.Put(new LineOpened(2)).Put(new TimerElapsed(AgentTimer.Silence, 2));
        stage.Commands.ShouldContain(new CloseLine(2));
        stage.Commands.ShouldContain(new OpenLine(3));
    }

    [Fact]
    public void An_answer_that_is_cut_twice_is_reported_and_not_asked_for_again()
    {
        var stage = new AgentStage(Ada);
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("Hello.")]), Answer: true)).Answer("r1", "a1", "Hi");
        stage.Put(new LineLost(1, "cut")).OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig()));
        stage.Said.OfType<ResponseCreate>().Count().ShouldBe(2);
        stage.Answer("r2", "a2", "Hi").Clear();

        stage.Put(new LineLost(2, "cut")).OnLine(3).Hear(new SessionCreated(new RealtimeSessionConfig()));

        stage.Said.ShouldNotContain(said => said is ResponseCreate);
        stage.Events.OfType<RealtimeError>().ShouldHaveSingleItem().Code.ShouldBe("response_lost");
        stage.History.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_interrupted_answer_is_truncated_to_what_was_heard()
    {
        var stage = new AgentStage(Ada);
        stage.Answer("r1", "a1", "one two three four").Sound("r1", "a1", 1000).Hear(new ResponseOutputAudioTranscriptDone("r1", "a1", 0, 0, "one two three four")).Clear();
        stage.Time.Advance(TimeSpan.FromMilliseconds(500));

        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1")).Sound("r1", "a1", 100);

        stage.Said.ShouldHaveSingleItem().ShouldBe(new ConversationItemTruncate("a1", 0, 500));
        stage.Events[0].ShouldBe(new RealtimeAudioInterrupted("a1", 0, TimeSpan.FromMilliseconds(500)));
        stage.Events.ShouldNotContain(happened => happened is RealtimeAudio, "what comes late is not played");
        TalkHistory.TextOf((MessageItem)stage.History[0]).ShouldBe("one two");
    }

    [Fact]
    public void Two_answers_in_a_row_are_heard_one_after_the_other()
    {
        var stage = new AgentStage(Ada);
        stage.Answer("r1", "a1").Sound("r1", "a1", 1000).End("r1");
        stage.Time.Advance(TimeSpan.FromMilliseconds(200));
        stage.Answer("r2", "a2").Sound("r2", "a2", 1000).Clear();
        stage.Time.Advance(TimeSpan.FromMilliseconds(1000));

        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1"));

        stage.Said.ShouldContain(new ConversationItemTruncate("a2", 0, 200)); // the first one played for 800 ms of them
    }

    [Fact]
    public void What_cannot_be_taken_back_waits_until_it_is_known_what_the_person_says()
    {
        var book = new RealtimeTool(AIFunctionFactory.Create(() => 1, "book")) { Effect = ToolEffect.Irreversible, NeedsApproval = false };
        var stage = new AgentStage(new("Ada") { Tools = [book] });
        stage.Answer("r1", "a1").Hear(new ResponseOutputItemAdded("r1", 0, new FunctionCallItem("book", "c1") { Id = "f1" }));
        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1"));
        stage.Hear(new ResponseOutputItemDone("r1", 0, new FunctionCallItem("book", "c1", "{}") { Id = "f1" })).End("r1");
        stage.Hear(new InputAudioBufferSpeechStopped(900, "u1")).Hear(new InputAudioBufferCommitted(null, "u1"));
        stage.Commands.ShouldNotContain(command => command is RunTool);

        stage.Hear(new InputAudioTranscriptionCompleted("u1", 0, "yes, do", new DurationUsage(1)));

        stage.Commands.OfType<RunTool>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_tool_that_takes_its_time_has_something_said()
    {
        var slow = new RealtimeTool(AIFunctionFactory.Create(() => 1, "slow")) { Filler = "One moment." };
        var stage = new AgentStage(new("Ada") { Tools = [slow] });
        stage.Answer("r1", "a1").Hear(new ResponseOutputItemDone("r1", 0, new FunctionCallItem("slow", "c1", "{}") { Id = "f1" })).End("r1").Clear();

        stage.Put(new TimerElapsed(AgentTimer.Filler, 1));
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem().Response!.Instructions.ShouldBe("Say exactly: \"One moment.\"");
        stage.Answer("r2", "a2").End("r2").Clear();
        stage.Put(new CallEnded("c1", new("2")));

        stage.Said.OfType<ConversationItemCreate>().ShouldHaveSingleItem().Item.ShouldBeOfType<FunctionCallOutputItem>().Output.ShouldBe("2");
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem().Response.ShouldBeNull();
    }

    [Fact]
    public void Sound_is_held_until_its_text_has_passed_and_no_longer_than_the_budget()
    {
        var agent = new RealtimeAgent("Ada") { OutputGuardrails = [new("g", _ => GuardrailVerdict.Pass)] };
        var stage = new AgentStage(agent);
        stage.Answer("r1", "a1", "Hello.").Sound("r1", "a1", 100);
        stage.Events.ShouldNotContain(happened => happened is RealtimeAudio);
        stage.Commands.OfType<Judge>().ShouldHaveSingleItem().Text.ShouldBe("Hello.");
        stage.Time.Advance(TimeSpan.FromMilliseconds(30));

        stage.Put(new TextJudged("a1", IsInput: false, 6, "", GuardrailVerdict.Pass, "Hello."));
        stage.Events.OfType<RealtimeAudio>().ShouldHaveSingleItem();
        stage.Events.ShouldContain(new RealtimeAudioHeld("a1", TimeSpan.FromMilliseconds(30), IsOverBudget: false));

        stage.Hear(new ResponseOutputAudioTranscriptDelta("r1", "a1", 0, 0, " More.")).Sound("r1", "a1", 100).Clear();
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        stage.Put(new TimerElapsed(AgentTimer.Gate, 1));
        stage.Events.OfType<RealtimeAudio>().ShouldHaveSingleItem();
        stage.Events.ShouldContain(new RealtimeAudioHeld("a1", TimeSpan.FromSeconds(1), IsOverBudget: true));
    }

    [Fact]
    public void A_servers_own_answer_that_knows_all_is_not_asked_for_once_more()
    {
        var stage = new AgentStage(Ada);
        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1"));
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("And this.")]) { Id = "m1" }, Answer: true));
        stage.Hear(new ConversationItemAdded(null, new MessageItem(Role.User, [new InputText("And this.")]) { Id = "m1" }));
        stage.Hear(new InputAudioBufferSpeechStopped(500, "u1")).Hear(new InputAudioBufferCommitted(null, "u1")).Answer("r1", "a1").End("r1");
        stage.Said.ShouldNotContain(said => said is ResponseCreate);
    }

    [Fact]
    public void An_answer_of_the_servers_that_came_before_the_words_is_followed_by_one_to_them()
    {
        var stage = new AgentStage(Ada);
        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1")).Hear(new InputAudioBufferSpeechStopped(500, "u1")).Hear(new InputAudioBufferCommitted(null, "u1"));
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("And this.")]), Answer: true));
        stage.Answer("r1", "a1");
        stage.Said.ShouldNotContain(said => said is ResponseCreate);
        stage.End("r1");
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void An_unknown_event_of_the_future_changes_nothing()
    {
        var stage = new AgentStage(Ada);
        stage.Hear(new UnknownServerEvent("response.telepathy.delta", default));
        stage.Events.ShouldBeEmpty();
        stage.Commands.ShouldBeEmpty();
    }
}

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
    private static readonly AIFunction Count = AIFunctionFactory.Create(() => 7, "count");

    private static RealtimeAgent Guarded => new("Ada") { OutputGuardrails = [new("g", _ => GuardrailVerdict.Pass)] };

    private static MessageItem Spoken(string id, string words) => new(Role.Assistant, [new OutputAudio(words)]) { Id = id, Status = ItemStatus.Completed };

    private static ResponseOutputItemDone Called(string callId, string name = "count") =>
        new("r1", 0, new FunctionCallItem(name, callId, "{}") { Id = $"f_{callId}", Status = ItemStatus.Completed });

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
        stage.Said.OfType<ConversationItemCreate>().Select(create => ((MessageItem)create.Item).Text).ShouldBe(["Hello.", "Hi."]);
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
    public void The_next_session_expires_too()
    {
        var stage = new AgentStage(Ada);
        stage.Put(new TimerElapsed(AgentTimer.Expiry, 1)).OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig { ExpiresAt = stage.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds() }));
        stage.Commands.OfType<ArmTimer>().ShouldContain(arm => arm.Timer == AgentTimer.Expiry && arm.Number == 2);
    }

    [Fact]
    public void The_result_of_a_call_behind_speech_is_told_after_a_cut()
    {
        var stage = new AgentStage(new("Ada") { Tools = [Count] });
        stage.Answer("r1", "a1", "One moment.").Hear(new ResponseOutputItemDone("r1", 0, Spoken("a1", "One moment."))).Hear(Called("c1"));
        stage.Put(new LineLost(1, "cut")).OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig())).Clear();

        stage.Put(new CallEnded("c1", new("7")));

        stage.Said.OfType<ConversationItemCreate>().ShouldHaveSingleItem().Item.ShouldBeOfType<FunctionCallOutputItem>().Output.ShouldBe("7");
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_call_that_was_cut_behind_speech_is_asked_for_again_without_saying_it_twice()
    {
        var stage = new AgentStage(new("Ada") { Tools = [Count] });
        stage.Answer("r1", "a1", "One moment.").Hear(new ResponseOutputItemDone("r1", 0, Spoken("a1", "One moment.")));
        stage.Hear(new ConversationItemAdded("a1", new FunctionCallItem("count", "c1") { Id = "f1", Status = ItemStatus.InProgress }));

        stage.Put(new LineLost(1, "cut")).OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig()));

        stage.History.ShouldHaveSingleItem().Id.ShouldBe("a1");
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Of_two_calls_the_one_that_was_cut_leaves_nothing_behind()
    {
        var stage = new AgentStage(new("Ada") { Tools = [Count] });
        stage.Answer("r1", "a1").Hear(Called("c1")).Hear(new ConversationItemAdded(null, new FunctionCallItem("count", "c2") { Id = "f2", Status = ItemStatus.InProgress }));
        stage.Put(new LineLost(1, "cut"));
        stage.History.OfType<FunctionCallItem>().ShouldHaveSingleItem().CallId.ShouldBe("c1");
    }

    [Fact]
    public void A_call_of_an_answer_that_was_broken_off_is_not_made()
    {
        var stage = new AgentStage(new("Ada") { Tools = [Count] });
        stage.Answer("r1", "a1").Hear(new InputAudioBufferSpeechStarted(0, "u1"));
        stage.Hear(new ResponseOutputItemDone("r1", 0, new FunctionCallItem("count", "c1", "{}") { Id = "f1", Status = ItemStatus.Incomplete })).End("r1");
        stage.Commands.ShouldNotContain(command => command is RunTool);
        stage.History.ShouldNotContain(item => item is FunctionCallItem);
    }

    [Fact]
    public void Sound_that_was_held_back_is_not_heard_after_the_person_has_broken_in()
    {
        var stage = new AgentStage(new("Ada") { OutputGuardrails = [new("g", _ => GuardrailVerdict.Pass)] });
        stage.Answer("r1", "a1", "Hello.").Sound("r1", "a1", 100).End("r1").Hear(new InputAudioBufferSpeechStarted(0, "u1"));
        stage.Put(new TextJudged("a1", IsInput: false, 6, "", GuardrailVerdict.Pass, "Hello."));
        stage.Events.ShouldNotContain(happened => happened is RealtimeAudio);
    }

    [Fact]
    public void An_answer_of_which_nobody_has_heard_a_word_is_not_in_the_history()
    {
        var stage = new AgentStage(Guarded);
        stage.Answer("r1", "a1", "The secret is").Sound("r1", "a1", 100).Clear().Hear(new InputAudioBufferSpeechStarted(0, "u1"));
        stage.Said.ShouldContain(new ConversationItemDelete("a1"));
        stage.History.ShouldBeEmpty();
    }

    [Fact]
    public void Of_an_answer_that_was_let_go_in_part_only_that_part_was_heard()
    {
        var stage = new AgentStage(Guarded);
        stage.Answer("r1", "a1", "one two").Sound("r1", "a1", 1000).Put(new TextJudged("a1", IsInput: false, 7, "", GuardrailVerdict.Pass, "one two"));
        stage.Hear(new ResponseOutputAudioTranscriptDelta("r1", "a1", 0, 0, " secret words")).Sound("r1", "a1", 1000);
        stage.Time.Advance(TimeSpan.FromMilliseconds(500));
        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1"));
        stage.History.ShouldHaveSingleItem().ShouldBeOfType<MessageItem>().Text.ShouldBe("one");
    }

    [Fact]
    public void A_stop_of_what_was_said_stops_the_calls_that_it_has_led_to()
    {
        var book = new RealtimeTool(Count) { NeedsApproval = true };
        var stage = new AgentStage(new("Ada") { Tools = [book], InputGuardrails = [new("g", _ => GuardrailVerdict.Pass)] });
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("Book the secret.")]) { Id = "m1" }, Answer: true)).Answer("r1", "a1").Hear(Called("c1")).End("r1").Clear();

        stage.Put(new TextJudged("m1", IsInput: true, 5, "g", GuardrailVerdict.Stop("no"), "Book the secret."));
        stage.Put(new CallJudged("c1", IsApproved: true, null));

        stage.Commands.ShouldNotContain(command => command is RunTool);
        stage.Said.ShouldNotContain(said => said is ResponseCreate);
        stage.History.ShouldNotContain(item => item.Id == "m1");
    }

    [Fact]
    public void A_replacement_that_is_stopped_itself_is_not_replaced_again()
    {
        var stage = new AgentStage(Guarded);
        var replace = GuardrailVerdict.Replace("no", "Sorry.");
        stage.Answer("r1", "a1", "bad").Put(new TextJudged("a1", IsInput: false, 3, "g", replace, "bad")).End("r1");
        stage.Answer("r2", "a2", "bad").Put(new TextJudged("a2", IsInput: false, 3, "g", replace, "bad")).End("r2");
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Until_it_has_moved_a_voice_speaks_as_the_agent_that_it_is()
    {
        var other = new RealtimeAgent("Other") { Voice = "marin" };
        var stage = new AgentStage(new("Ada") { Voice = "cedar", Handoffs = { other } });
        stage.Answer("r0", "a0", "Hi.").Sound("r0", "a0", 20).End("r0");
        stage.Answer("r1", "a1").Hear(Called("c1", "transfer_to_other")).End("r1");
        stage.Put(new AgentReady(stage.Commands.OfType<PrepareAgent>().Single().Number, other, "", []));
        stage.Clear().Answer("r2", "a2").End("r2");
        stage.Events.OfType<RealtimeAgentStart>().ShouldHaveSingleItem().Agent.ShouldBe("Ada");

        stage.OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig())).Clear().Answer("r3", "a3");

        stage.Events.OfType<RealtimeAgentStart>().ShouldHaveSingleItem().Agent.ShouldBe("Other");
    }

    [Fact]
    public void What_is_cleared_after_a_commit_leaves_the_commit_alone()
    {
        var stage = new AgentStage(Ada, new() { Model = new() { TurnDetection = null } });
        stage.Put(new LineLost(1, "gone")).Put(new SoundSent(new byte[9600])).Put(new SoundCommitted(Answer: true)).Put(new SoundSent(new byte[4800])).Put(new SoundCleared());
        stage.Clear().OnLine(2).Hear(new SessionCreated(new RealtimeSessionConfig()));
        stage.Said.OfType<InputAudioBufferAppend>().Sum(append => append.Audio.Length).ShouldBe(9600);
        stage.Said.OfType<InputAudioBufferCommit>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_call_is_never_parted_from_its_result()
    {
        var stage = new AgentStage(new("Ada") { Tools = [Count] }, new() { HistoryLimit = new(4) });
        stage.Answer("r1", "a1").Hear(Called("c1")).Hear(Called("c2")).End("r1").Put(new CallEnded("c1", new("1"))).Put(new CallEnded("c2", new("2")));
        stage.Answer("r2", "a2", "Done.").End("r2");
        stage.Commands.OfType<Summarize>().ShouldHaveSingleItem().Items.Count.ShouldBe(5); // half of them would have been three
    }

    [Fact]
    public void A_handoff_beside_another_call_waits_for_its_result()
    {
        var other = new RealtimeAgent("Other");
        var stage = new AgentStage(new("Ada") { Tools = [Count], Handoffs = { other } });
        stage.Answer("r1", "a1").Hear(Called("c1")).Hear(Called("c2", "transfer_to_other")).End("r1");
        stage.Put(new AgentReady(stage.Commands.OfType<PrepareAgent>().Single().Number, other, "", []));
        stage.Said.ShouldNotContain(said => said is ResponseCreate || said is SessionUpdate);

        stage.Clear().Put(new CallEnded("c1", new("7")));

        stage.Said.Select(said => said.GetType()).ShouldBe([typeof(ConversationItemCreate), typeof(ConversationItemCreate), typeof(SessionUpdate), typeof(ResponseCreate)]);
    }

    [Fact]
    public void An_answer_that_does_not_begin_is_asked_for()
    {
        var stage = new AgentStage(Ada);
        stage.Hear(new InputAudioBufferSpeechStarted(0, "u1")).Hear(new InputAudioBufferCommitted(null, "u1"));
        var wait = stage.Commands.OfType<ArmTimer>().Last(timer => timer.Timer == AgentTimer.Answer);
        stage.Put(new TimerElapsed(AgentTimer.Answer, wait.Number));
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_sentence_of_its_own_has_its_turn()
    {
        var stage = new AgentStage(Ada);
        stage.Answer("r1", "a1");
        stage.Put(new AnswerAsked(new() { Instructions = "one" })).Put(new AnswerAsked(new() { Instructions = "two" })).Put(new AnswerAsked(null)).Put(new AnswerAsked(null));
        for (var i = 2; i < 6; i++)
        {
            stage.End($"r{i - 1}").Answer($"r{i}", $"a{i}");
        }

        stage.Said.OfType<ResponseCreate>().Select(ask => ask.Response?.Instructions).ShouldBe(["one", "two", null]);
    }

    [Fact]
    public void A_handoffs_filter_that_fails_keeps_the_history_and_the_talk()
    {
        var other = new RealtimeAgent("Other");
        var stage = new AgentStage(new("Ada") { Handoffs = { Handoff.Of(other) with { InputFilter = _ => throw new InvalidOperationException("oops") } } });
        stage.Answer("r1", "a1").Hear(Called("c1", "transfer_to_other")).End("r1");
        stage.Put(new AgentReady(stage.Commands.OfType<PrepareAgent>().Single().Number, other, "", []));
        stage.Events.OfType<RealtimeError>().ShouldHaveSingleItem().Message.ShouldContain("oops");
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Names_in_other_letters_are_not_one()
    {
        var names = new[] { "Погода", "Поезда", "Weather desk" }.Select(name => Handoff.Of(new(name)).ToolName).ToList();
        names.ShouldBeUnique();
        names.ShouldAllBe(name => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
        names[2].ShouldBe("transfer_to_weather_desk");
    }

    [Fact]
    public void A_conversation_that_cannot_move_goes_on_where_it_is()
    {
        var stage = new AgentStage(Ada);
        stage.Put(new TimerElapsed(AgentTimer.Expiry, 1)).Clear();
        stage.Put(new LineGone(2, new("no way")));
        stage.Commands.ShouldNotContain(command => command is EndRun);
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("Hello.")]), Answer: true));
        stage.Said.ShouldContain(said => said is ResponseCreate);
    }

    [Fact]
    public void A_server_that_never_confirms_its_configuration_ends_the_session()
    {
        var stage = new AgentStage(Ada, isConfirmed: false);
        stage.Commands.OfType<ArmTimer>().ShouldContain(arm => arm.Timer == AgentTimer.Start);
        stage.Put(new TimerElapsed(AgentTimer.Start, 1));
        stage.Commands.OfType<EndRun>().ShouldHaveSingleItem().Because!.Message.ShouldContain("has not confirmed");
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

        stage.Said.ShouldHaveSingleItem().ShouldBe(new ConversationItemTruncate("a1", 0, 500) { EventId = "parley_truncate" });
        stage.Events[0].ShouldBe(new RealtimeAudioInterrupted("a1", 0, TimeSpan.FromMilliseconds(500)));
        stage.Events.ShouldNotContain(happened => happened is RealtimeAudio, "what comes late is not played");
        ((MessageItem)stage.History[0]).Text.ShouldBe("one two");
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

        stage.Said.OfType<ConversationItemTruncate>().ShouldHaveSingleItem().ShouldBe(new("a2", 0, 200) { EventId = "parley_truncate" }); // the first one played for 800 ms of them
    }

    [Fact]
    public void What_cannot_be_taken_back_waits_until_it_is_known_what_the_person_says()
    {
        var book = new RealtimeTool(AIFunctionFactory.Create(() => 1, "book")) { Effect = ToolEffect.Irreversible, NeedsApproval = false };
        var stage = new AgentStage(new("Ada") { Tools = [book] }, new() { Model = new() { TurnDetection = new ServerVad(InterruptResponse: false) } });
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
        stage.Commands.OfType<JudgeText>().ShouldHaveSingleItem().Text.ShouldBe("Hello.");
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
    public void Sound_that_comes_before_its_words_is_held_too()
    {
        var stage = new AgentStage(new("Ada") { OutputGuardrails = [new("g", _ => GuardrailVerdict.Pass)] });
        stage.Answer("r1", "a1").Sound("r1", "a1", 100);
        stage.Events.ShouldNotContain(happened => happened is RealtimeAudio);
        stage.Hear(new ResponseOutputAudioTranscriptDelta("r1", "a1", 0, 0, "Hello.")).Put(new TextJudged("a1", IsInput: false, 6, "", GuardrailVerdict.Pass, "Hello."));
        stage.Events.OfType<RealtimeAudio>().ShouldHaveSingleItem();
    }

    [Fact]
    public void What_an_agent_says_is_history_when_it_has_passed()
    {
        var stage = new AgentStage(new("Ada") { OutputGuardrails = [new("g", _ => GuardrailVerdict.Pass)] });
        stage.Answer("r1", "a1", "Hello.").Hear(new ResponseOutputAudioTranscriptDone("r1", "a1", 0, 0, "Hello.")).Hear(new ConversationItemDone(null, Spoken("a1", "Hello.")));
        ((MessageItem)stage.History[0]).Text.ShouldBe("");
        stage.Put(new TextJudged("a1", IsInput: false, 6, "", GuardrailVerdict.Pass, "Hello."));
        ((MessageItem)stage.History[0]).Text.ShouldBe("Hello.");
    }

    [Fact]
    public void A_response_beside_the_conversation_holds_up_nothing()
    {
        var stage = new AgentStage(Ada);
        stage.Answer("r1", "a1").End("r1");
        stage.Hear(new ResponseCreated(AgentStage.Response("aside", ResponseStatus.InProgress) with { ConversationId = null }));
        stage.Put(new ItemSaid(new MessageItem(Role.User, [new InputText("Hello.")]), Answer: true));
        stage.Said.OfType<ResponseCreate>().ShouldHaveSingleItem();
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

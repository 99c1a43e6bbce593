using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

/// <summary>Nothing that a client sends grows without a bound, and none of it ends the session.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void A_conversation_has_room_for_so_much_text_and_says_so()
    {
        var stage = new SessionStage(policy: SessionPolicy.OpenAI with { ConversationCharacters = 10 });
        stage.Say(Text("12345"));
        stage.Say(Text("123456") with { EventId = "e1" }).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error
            .ShouldSatisfyAllConditions(error => error.Code.ShouldBe("conversation_too_large"), error => error.EventId.ShouldBe("e1"));
        stage.Say(Text("12345")).OfType<ConversationItemDone>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Speech_in_an_item_may_be_no_longer_than_an_utterance()
    {
        var stage = new SessionStage(policy: SessionPolicy.OpenAI with { LongestUtterance = TimeSpan.FromSeconds(1) });
        stage.Say(Speech("item_a", 1100)).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("item.content");
        stage.Commands.ShouldNotContain(command => command is BeginTranscription);
    }

    [Fact]
    public void So_many_responses_run_outside_the_conversation_and_no_more()
    {
        var stage = new SessionStage(policy: SessionPolicy.OpenAI with { OutOfBandResponses = 2 });
        var outside = new ResponseCreate(new() { Conversation = "none" });
        stage.Say(outside);
        stage.Say(outside);
        stage.Say(outside).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Code.ShouldBe("too_many_responses");
        stage.Reply(new Responding.Finished(0, 0));
        stage.Say(outside).OfType<ResponseCreated>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_transcript_belongs_to_its_own_speech_though_an_item_has_taken_the_id()
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Say(Speech("item_x", 1000));
        var first = stage.Last<FinishTranscription>().UtteranceId;
        stage.Say(new ConversationItemDelete("item_x"));
        stage.Say(Speech("item_x", 2000));
        var second = stage.Last<FinishTranscription>().UtteranceId;

        stage.Handle(new TranscriptArrived(first, new Listening.FinalTranscript("the old words"))).ShouldBeEmpty();
        stage.Handle(new TranscriptArrived(second, new Listening.FinalTranscript("the new words")))
            .OfType<InputAudioTranscriptionCompleted>().ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(done => done.ItemId.ShouldBe("item_x"), done => done.Transcript.ShouldBe("the new words"), done => done.Usage.ShouldBe(new DurationUsage(2)));
    }

    [Theory]
    [InlineData("data:image/;base64,AAAA")]
    [InlineData("data:image/gif;base64,AAAA")]
    [InlineData("data:image/png;base64,AA AA")]
    [InlineData("data:image/png,AAAA")]
    [InlineData("nonsense")]
    public void An_image_that_is_none_stays_outside_of_items_and_inputs(string url)
    {
        var stage = new SessionStage();
        var message = new MessageItem(Role.User, [new InputImage(url)]);
        stage.Say(new ConversationItemCreate(message)).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("item.content[0].image_url");
        stage.Say(new ResponseCreate(new() { Input = [message] })).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("response.input[0].content[0].image_url");
    }

    [Fact]
    public void A_call_without_an_id_and_an_item_of_the_servers_are_refused()
    {
        var stage = new SessionStage();
        stage.Say(new ConversationItemCreate(new FunctionCallItem("f"))).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("item.call_id");
        stage.Say(new ConversationItemCreate(new McpCallItem("s", "f", "{}"))).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("item.type");
        stage.Say(new ResponseCreate(new() { Conversation = "zz" })).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("response.conversation");
    }

    [Fact]
    public void Audio_that_nobody_would_transcribe_is_refused_in_an_input()
    {
        var stage = new SessionStage();
        var speech = new MessageItem(Role.User, [new InputAudio { Audio = Tone.Pcm16(500) }]);
        stage.Say(new ResponseCreate(new() { Input = [speech] })).ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>().Error.Param.ShouldBe("response.input[0]");
    }

    [Fact]
    public void A_reply_that_was_spoken_may_stand_in_an_input()
    {
        var stage = new SessionStage();
        stage.Say(new ResponseCreate(new() { Input = [new MessageItem(Role.Assistant, [new OutputAudio("Hello.")])] }));
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem().ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputText("Hello.")]);
    }

    [Fact]
    public void A_drain_lets_what_is_spoken_end_though_the_user_speaks()
    {
        var stage = new SessionStage();
        stage.Say(new ResponseCreate());
        stage.Reply(new Responding.Said("Hello."), new Responding.Sounded(Tone.Pcm16(100)));
        stage.Handle(new ServerDraining());
        stage.Append(Tone.Pcm16(400)).OfType<ResponseDone>().ShouldBeEmpty();
        stage.Reply(new Responding.Finished(0, 0)).OfType<ResponseDone>().ShouldHaveSingleItem().Response.Status.ShouldBe(ResponseStatus.Completed);
    }

    [Fact]
    public void A_server_that_stops_ends_what_is_spoken_and_says_why()
    {
        var stage = new SessionStage();
        stage.Say(new ResponseCreate());
        stage.Reply(new Responding.Said("One, two,"), new Responding.Sounded(Tone.Pcm16(100)));
        var said = stage.Handle(new ServerStopping());
        said.OfType<ResponseDone>().ShouldHaveSingleItem().Response.ShouldSatisfyAllConditions(
            response => response.Status.ShouldBe(ResponseStatus.Failed),
            response => response.StatusDetails!.Error!.Code.ShouldBe("server_shutting_down"),
            response => response.Output.ShouldHaveSingleItem().Status.ShouldBe(ItemStatus.Incomplete));
        stage.Last<EndSession>().CloseCode.ShouldBe(1012);
    }

    private static ConversationItemCreate Text(string text) => new(new MessageItem(Role.User, [new InputText(text)]));

    private static ConversationItemCreate Speech(string id, int ms) => new(new MessageItem(Role.User, [new InputAudio { Audio = Tone.Pcm16(ms) }]) { Id = id });
}

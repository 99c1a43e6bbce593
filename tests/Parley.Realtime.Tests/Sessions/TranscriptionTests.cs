using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class TranscriptionTests
{
    private const string Delta = "conversation.item.input_audio_transcription.delta";
    private const string Completed = "conversation.item.input_audio_transcription.completed";

    [Fact]
    public void Deltas_join_to_the_transcript_and_one_completed_follows()
    {
        var stage = new SessionStage(Story.Transcribing());
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, "what time", 300);
        Partial(stage, id, "what time is", 600).Only<InputAudioTranscriptionDelta>().Delta.ShouldBe("what time"); // before the commit
        Partial(stage, id, "what time is it", 900).Only<InputAudioTranscriptionDelta>().Delta.ShouldBe(" is");
        stage.Append(Tone.Silence(400));
        stage.Transcribe("what time is it").Names().ShouldBe([Delta, Completed]);
        string.Concat(stage.Events.OfType<InputAudioTranscriptionDelta>().Select(delta => delta.Delta)).ShouldBe("what time is it");
        var completed = stage.Events.Only<InputAudioTranscriptionCompleted>();
        completed.Transcript.ShouldBe("what time is it");
        completed.Usage.ShouldBe(new DurationUsage(2)); // 1.2 s, in whole seconds
    }

    [Fact]
    public void A_transcript_that_differs_from_what_was_told_appears_only_in_completed()
    {
        var stage = new SessionStage(Story.Transcribing());
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, "recognise speech", 300);
        Partial(stage, id, "recognise speech", 600);
        stage.Append(Tone.Silence(400));
        stage.Transcribe("wreck a nice beach").Names().ShouldBe([Completed]);
    }

    [Fact]
    public void The_item_has_its_transcript_after_completed()
    {
        var stage = new SessionStage(Story.Transcribing());
        var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
        stage.Transcribe("hello");
        Part(stage, id).Transcript.ShouldBe("hello");
    }

    [Fact]
    public void Switched_off_no_transcription_is_told_but_the_model_reads_it()
    {
        var stage = new SessionStage();
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, "hello", 300).ShouldBeEmpty();
        Partial(stage, id, "hello", 900).ShouldBeEmpty();
        stage.Append(Tone.Silence(400));
        stage.Transcribe("hello").ShouldBeEmpty();
        Part(stage, id).Transcript.ShouldBeNull();
        stage.Last<BeginResponse>().Prompt.Items[0].ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputAudio("hello")]);
        stage.Last<BeginTranscription>().Request.Partials.ShouldBeFalse();
    }

    [Fact]
    public void A_policy_may_transcribe_whether_or_not_the_client_asked()
    {
        var stage = new SessionStage(policy: SessionPolicy.Yandex);
        stage.Utter();
        stage.Transcribe("привет").Names().ShouldBe([Delta, Completed]);
    }

    [Fact]
    public void A_failure_is_told_and_the_model_knows_that_something_was_said()
    {
        var stage = new SessionStage(Story.Transcribing());
        var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
        var error = new TranscriptionError("server_error", "transcription_failed", "No words.");
        var failed = stage.Handle(new TranscriptArrived(id, new FailedTranscript(error)));
        failed.Names().ShouldBe(["conversation.item.input_audio_transcription.failed"]);
        failed.Only<InputAudioTranscriptionFailed>().Error.ShouldBe(error);
        stage.Last<BeginResponse>().Prompt.Items[0].ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputAudio(Prompt.Inaudible)]);
        stage.Speak().Names().ShouldBe(Story.SpokenReply);
    }

    [Fact]
    public void An_empty_transcript_is_inaudible_to_the_model()
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Utter();
        stage.Transcribe("").Names().ShouldBe([Completed]);
        stage.Last<BeginResponse>().Prompt.Items[0].ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputAudio(Prompt.Inaudible)]);
    }

    [Fact]
    public void A_second_transcript_of_an_item_is_dropped()
    {
        var stage = new SessionStage(Story.Transcribing());
        var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
        stage.Transcribe("hello");
        stage.Transcribe("again").ShouldBeEmpty();
        Partial(stage, id, "late", 100).ShouldBeEmpty();
        Partial(stage, id, "late", 900).ShouldBeEmpty();
    }

    [Fact]
    public void Transcripts_of_unknown_items_are_dropped()
    {
        var stage = new SessionStage(Story.Transcribing());
        Partial(stage, "nobody", "hello", 0).ShouldBeEmpty();
        Partial(stage, "nobody", "hello", 500).ShouldBeEmpty();
        stage.Handle(new TranscriptArrived("nobody", new FinalTranscript("hello"))).ShouldBeEmpty();
    }

    [Fact]
    public void Items_that_a_client_deleted_get_no_transcript_even_when_their_id_is_used_again()
    {
        var stage = new SessionStage(Story.Transcribing());
        var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
        stage.Say(new ConversationItemDelete(id));
        stage.Say(new ConversationItemCreate(new MessageItem(Role.Assistant, [new OutputText("Mine.")]) { Id = id }));
        stage.Transcribe("hello").ShouldBeEmpty();
        stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputText("Mine.")]);
    }

    [Fact]
    public void Speech_that_a_client_adds_as_an_item_is_transcribed_and_keeps_its_text()
    {
        var stage = new SessionStage(Story.Transcribing());
        var sound = Tone.Pcm16(1000);
        var item = new MessageItem(Role.User, [new InputText("Listen:"), new InputAudio { Audio = sound }]) { Id = "a1" };
        var events = stage.Say(new ConversationItemCreate(item));
        events.Only<ConversationItemAdded>().Item.ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputText("Listen:"), new InputAudio()]);
        stage.Last<FeedTranscription>().Samples.Length.ShouldBe(16_000);
        stage.Ask();
        stage.Commands.OfType<BeginResponse>().ShouldBeEmpty();
        stage.Transcribe("hello").Names().ShouldBe([Delta, Completed]);
        stage.Last<BeginResponse>().Prompt.Items[0].ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputText("Listen:"), new InputAudio("hello")]);
    }

    [Fact]
    public void Speech_added_with_its_words_needs_no_recogniser()
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Say(new ConversationItemCreate(new MessageItem(Role.User, [new InputAudio("hello") { Audio = Tone.Pcm16(1000) }])));
        stage.Commands.ShouldNotContain(command => command is BeginTranscription);
    }

    [Fact]
    public void The_recogniser_gets_ready_at_the_start_and_when_there_are_other_words_to_expect()
    {
        var stage = new SessionStage();
        stage.Say(new SessionUpdate(Patch.Of("""{"instructions":"Sell tulips."}""")));
        stage.Say(new SessionUpdate(Patch.Of("""{"instructions":"Sell tulips.","max_output_tokens":5}""")));

        var prepared = stage.Commands.OfType<PrepareTranscription>().ToList();
        prepared.Count.ShouldBe(2);
        prepared[1].Request.Vocabulary.ShouldContain("Sell tulips");
    }

    [Fact]
    public void The_recogniser_is_told_the_language_and_the_words_to_expect()
    {
        var config = SessionStage.DefaultConfig.With(input => input with { Transcription = new("whisper", "de", "Zürich") { Keywords = ["Bern"] } });
        var stage = new SessionStage(config with { Instructions = "Sell tickets." });
        stage.Append(Tone.Pcm16(300));
        var request = stage.Last<BeginTranscription>().Request;
        (request.Language, request.Model, request.Partials).ShouldBe(("de", "whisper", true));
        request.Vocabulary.ShouldBe(["Zürich", "Bern", "Sell tickets"]);
    }

    [Fact]
    public void A_transcription_session_only_listens()
    {
        var stage = new SessionStage(SessionFactory.DefaultTranscriptionConfig() with { Audio = new(new(Transcription: new("whisper"), TurnDetection: new TranscriptionVad())) });
        var session = stage.Events.Only<SessionCreated>().Session.ShouldBeOfType<TranscriptionSessionConfig>();
        session.Object.ShouldBe("realtime.transcription_session");
        stage.Utter().Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem]);
        stage.Transcribe("hello").Names().ShouldBe([Delta, Completed]);
        stage.Ask().Error().Message.ShouldContain("no responses");
        stage.Say(new SessionUpdate(Patch.Of("""{"type":"transcription","audio":{"input":{"transcription":null}}}"""))).Names().ShouldBe(["session.updated"]);
        stage.Utter();
        stage.Transcribe("hello").ShouldBeEmpty();
    }

    [Fact]
    public void A_transcription_session_that_asks_for_no_transcripts_asks_no_recogniser()
    {
        var stage = new SessionStage(SessionFactory.DefaultTranscriptionConfig());
        stage.Utter().Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem]);
        stage.Say(new ConversationItemCreate(new MessageItem(Role.User, [new InputAudio { Audio = Tone.Pcm16(500) }])));
        stage.Commands.ShouldBeEmpty();

        stage.Say(new SessionUpdate(Patch.Of("""{"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1"}}}}""")));
        stage.Commands.ShouldHaveSingleItem().ShouldBeOfType<PrepareTranscription>().Request.Model.ShouldBe("whisper-1");
        stage.Utter();
        stage.Transcribe("hello").Names().ShouldBe([Delta, Completed]);
    }

    [Fact]
    public void A_transcription_that_is_switched_on_in_mid_speech_begins_with_the_next_utterance()
    {
        var stage = new SessionStage(SessionFactory.DefaultTranscriptionConfig());
        stage.Append(Tone.Pcm16(300));
        stage.Say(new SessionUpdate(Patch.Of("""{"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1"}}}}""")));
        stage.Utter();
        stage.Commands.ShouldNotContain(command => command is BeginTranscription || command is FeedTranscription || command is FinishTranscription);
        stage.Utter();
        stage.Transcribe("hello").Names().ShouldBe([Delta, Completed]);
    }

    [Fact]
    public void The_recogniser_gets_ready_for_another_language_and_another_model_too()
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"input":{"transcription":{"languages":["de"]}}}}""")));
        stage.Last<PrepareTranscription>().Request.Language.ShouldBe("de");
        stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"input":{"transcription":{"model":"gpt-4o-transcribe"}}}}""")));
        stage.Last<PrepareTranscription>().Request.Model.ShouldBe("gpt-4o-transcribe");
        stage.Commands.OfType<PrepareTranscription>().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("minimal", 0)]
    [InlineData("low", 150)]
    [InlineData("medium", 300)]
    [InlineData("high", 600)]
    [InlineData("xhigh", 1200)]
    public void The_delay_is_how_long_a_word_waits_to_be_told(string delay, int ms)
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Say(new SessionUpdate(Patch.Of($$$"""{"audio":{"input":{"transcription":{"delay":"{{{delay}}}"} } } }""")));
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, "hello", 100).Any().ShouldBe(ms == 0);
        Partial(stage, id, "hello", 99 + ms).ShouldBeEmpty();
        Partial(stage, id, "hello", 100 + ms).Any().ShouldBe(ms > 0);
    }

    [Fact]
    public void How_sure_the_recogniser_is_is_told_where_it_was_asked_and_says_so()
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Say(new SessionUpdate(Patch.Of("""{"include":["item.input_audio_transcription.logprobs"]}""")));
        var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
        stage.Last<BeginTranscription>().Request.Logprobs.ShouldBeTrue();
        var sure = new TokenLogprob("hello", -0.25, [104, 101, 108, 108, 111]);
        stage.Handle(new TranscriptArrived(id, new FinalTranscript("hello") { Logprobs = [sure] })).Only<InputAudioTranscriptionCompleted>().Logprobs.ShouldBe([sure]);
        stage.Transcript.ShouldContain(line => line.Contains(""" "logprobs":[{"token":"hello","logprob":-0.25,"bytes":[104,101,108,108,111]}] """.Trim()));

        stage.Utter();
        stage.Transcribe("hello").Only<InputAudioTranscriptionCompleted>().Logprobs.ShouldBeNull(); // most recognisers do not say
    }

    private static IReadOnlyList<ServerEvent> Partial(SessionStage stage, string itemId, string text, int positionMs) =>
        stage.Handle(new TranscriptArrived(itemId, new PartialTranscript(text, positionMs)));

    private static InputAudio Part(SessionStage stage, string id) => stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item
        .ShouldBeOfType<MessageItem>().Content.ShouldHaveSingleItem().ShouldBeOfType<InputAudio>();
}

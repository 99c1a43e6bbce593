using Parley.Listening;
using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

/// <summary>Turns that end by what was said.</summary>
public sealed class SemanticTurnTests
{
    private static readonly string[] TurnEnd = ["input_audio_buffer.speech_stopped", .. Story.UserItem, "response.created"];

    [Fact]
    public void A_pause_after_an_unfinished_sentence_and_its_continuation_are_one_turn()
    {
        var stage = new SessionStage(Story.Detecting(new SemanticVad()));
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, "book a table for two and");
        stage.Append(Tone.Silence(3000)).ShouldBeEmpty();
        stage.Append(Tone.Pcm16(500)).ShouldBeEmpty();
        Partial(stage, id, "book a table for two and one for four");
        stage.Append(Tone.Silence(500)).Names().ShouldBe(TurnEnd);
        stage.Events.Only<InputAudioBufferCommitted>().ItemId.ShouldBe(id);
    }

    [Theory]
    [InlineData("book a table for two", 400)]
    [InlineData("book a table for two and", 4000)]
    [InlineData("закажи столик на двоих", 400)]
    [InlineData("закажи столик на двоих и", 4000)]
    [InlineData("two", 800)]
    public void The_same_voice_waits_as_its_words_say(string words, int silenceMs)
    {
        var stage = new SessionStage(Story.Detecting(new SemanticVad()));
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, words);
        stage.Append(Tone.Silence(silenceMs - 100)).ShouldBeEmpty();
        stage.Append(Tone.Silence(200)).Names().ShouldBe(TurnEnd);
    }

    [Fact]
    public void A_guess_that_comes_in_the_silence_ends_the_turn_or_holds_it()
    {
        var stage = new SessionStage(Story.Detecting(new SemanticVad()));
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Partial(stage, id, "book a table for two");
        stage.Append(Tone.Silence(200)).ShouldBeEmpty();
        Guess(stage, id, "book a table for two or");
        stage.Append(Tone.Silence(2000)).ShouldBeEmpty();
        Guess(stage, id, "book a table for two or three");
        stage.Append(Tone.Silence(20)).Names().ShouldBe(TurnEnd);
    }

    [Fact]
    public void With_transcription_off_the_words_decide_and_are_not_told()
    {
        var stage = new SessionStage(Story.Detecting(new SemanticVad(CreateResponse: false)));
        var id = stage.Append(Tone.Pcm16(1000)).Only<InputAudioBufferSpeechStarted>().ItemId;
        var request = stage.Last<BeginTranscription>().Request;
        (request.Partials, request.Guesses).ShouldBe((true, true));
        Partial(stage, id, "what time is it");
        stage.Append(Tone.Silence(500)).Names().ShouldBe(["input_audio_buffer.speech_stopped", .. Story.UserItem]);
        stage.Transcribe("what time is it").ShouldBeEmpty();
    }

    [Fact]
    public void Words_of_another_utterance_decide_nothing()
    {
        var stage = new SessionStage(Story.Detecting(new SemanticVad()));
        stage.Append(Tone.Pcm16(1000));
        Partial(stage, "nobody", "book a table for two");
        stage.Append(Tone.Silence(600)).ShouldBeEmpty();
    }

    [Fact]
    public void Under_server_vad_nobody_asks_for_guesses()
    {
        var stage = new SessionStage(Story.Transcribing());
        stage.Append(Tone.Pcm16(300));
        stage.Last<BeginTranscription>().Request.Guesses.ShouldBeFalse();
    }

    [Fact]
    public void A_recorded_call_ends_its_turns_at_the_same_places()
    {
        var stage = new SessionStage(Story.Detecting(new SemanticVad(Eagerness.Low)));
        foreach (var words in new[] { "and then", "what time is it", "" })
        {
            var id = stage.Append(Tone.Pcm16(700)).Only<InputAudioBufferSpeechStarted>().ItemId;
            Partial(stage, id, words);
            stage.Append(Tone.Silence(1000));
            Guess(stage, id, words + " now");
            stage.Append(Tone.Silence(8500));
        }

        var replay = SessionStage.Replay(stage.Inputs.Select(SessionRecording.Write).Select(SessionRecording.Read));
        replay.Transcript.ShouldBe(stage.Transcript);
        replay.Events.OfType<InputAudioBufferSpeechStopped>().Count().ShouldBe(3);
    }

    [Fact]
    public void The_threshold_belongs_to_server_vad_and_the_mistake_says_so()
    {
        var stage = new SessionStage();
        var error = stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","threshold":0.4}}}}"""))).Error();
        error.Code.ShouldBe("unknown_parameter");
        error.Param.ShouldBe("session.audio.input.turn_detection.threshold");
        error.Message.ShouldContain("'semantic_vad' has none, 'server_vad' has");
    }

    private static void Partial(SessionStage stage, string itemId, string text) =>
        stage.Handle(new TranscriptArrived(itemId, new PartialTranscript(text, 1000))).ShouldBeEmpty();

    private static void Guess(SessionStage stage, string itemId, string text) =>
        stage.Handle(new TranscriptArrived(itemId, new GuessedTranscript(text))).ShouldBeEmpty();
}

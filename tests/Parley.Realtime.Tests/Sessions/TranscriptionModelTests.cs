using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class TranscriptionModelTests
{
    private static readonly SessionOpened Opened = new(1, SessionStage.DefaultConfig, SessionPolicy.OpenAI, new LoudnessVoiceActivity().Name)
    {
        TranscriptionModels = [.. TranscriptionModel.Usual.Select(model => model.Name)],
    };

    [Theory]
    [InlineData("whisper-1")]
    [InlineData("gpt-4o-transcribe")]
    [InlineData("gpt-4o-mini-transcribe-2025-12-15")]
    public void Names_that_clients_have_built_in_are_taken_and_echoed_as_they_came(string model)
    {
        var stage = new SessionStage(Opened);
        Ask(stage, model).Only<SessionUpdated>().Session.Input.Transcription!.Model.ShouldBe(model);
        stage.Append(Tone.Pcm16(300));
        stage.Last<BeginTranscription>().Request.Model.ShouldBe(model);
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("gpt-4o-transcribe-diarize")] // it would have to tell speakers apart
    public void A_name_that_means_nothing_is_refused_with_those_that_do(string model)
    {
        var error = Ask(new(Opened), model).Error();
        error.Code.ShouldBe("invalid_value");
        error.Param.ShouldBe("session.audio.input.transcription.model");
        error.Message.ShouldBe($"Invalid value: '{model}'. Supported values are: 'whisper-1', 'gpt-4o-transcribe', 'gpt-4o-mini-transcribe', 'gpt-realtime-whisper'.");
    }

    [Fact]
    public void Where_clients_are_used_to_any_name_it_means_the_models_own_recogniser() =>
        Ask(new(Opened with { Policy = SessionPolicy.Yandex }), "general").Only<SessionUpdated>().Session.Input.Transcription!.Model.ShouldBe("general");

    [Fact]
    public void The_first_name_that_fits_chooses_the_recogniser()
    {
        using ScriptedSpeechToText own = new(), keen = new();
        var pipeline = (new ScriptedPipeline { SpeechToText = own }).Named("parley") with { TranscriptionModels = [new("gpt-4o-*", keen), .. TranscriptionModel.Usual] };
        pipeline.Recognizer("gpt-4o-transcribe").ShouldBeSameAs(keen);
        pipeline.Recognizer("whisper-1").ShouldBeSameAs(own);
        pipeline.Recognizer("general").ShouldBeSameAs(own);
        pipeline.Recognizer(null).ShouldBeSameAs(own);
    }

    [Fact]
    public async Task An_utterance_goes_to_the_recogniser_that_the_client_chose()
    {
        using ScriptedSpeechToText own = new(), keen = new();
        keen.Hear("good morning");
        var pipeline = (new ScriptedPipeline { SpeechToText = own }).Named("parley") with { TranscriptionModels = [new("keen", keen)] };
        var factory = new SessionFactory(TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, () => 1);
        var client = new ScriptedClient();
        var loop = factory.Open(pipeline, Story.Detecting(null), SessionPolicy.OpenAI, client);
        var run = loop.RunAsync(CancellationToken.None);
        await loop.SendAsync(new SessionUpdate(Patch.Of("""{"audio":{"input":{"transcription":{"model":"keen","language":"en"}}}}""")), CancellationToken.None);
        await loop.SendAsync(new InputAudioBufferAppend(Tone.Pcm16(500)), CancellationToken.None);
        await loop.SendAsync(new InputAudioBufferCommit(), CancellationToken.None);
        (await client.UntilAsync<InputAudioTranscriptionCompleted>())[^1].ShouldBeOfType<InputAudioTranscriptionCompleted>().Transcript.ShouldBe("good morning");
        await loop.LeaveAsync();
        await run;
        own.Requests.ShouldBeEmpty();
        keen.Requests.ShouldHaveSingleItem().Options!.SpeechLanguage.ShouldBe("en");
    }

    private static IReadOnlyList<ServerEvent> Ask(SessionStage stage, string model) =>
        stage.Say(new SessionUpdate(Patch.Of($$$"""{"audio":{"input":{"transcription":{"model":"{{{model}}}"} } } }""")));
}

using Microsoft.Extensions.Logging.Abstractions;
using Parley.Testing;

namespace Parley.Hosting;

public class ModelTests
{
    [Theory]
    [InlineData("parley", "parley")]
    [InlineData("gpt-realtime", "parley")]
    [InlineData("gpt-realtime-2.1", "parley")]
    [InlineData("gpt-4o-realtime-preview-2024-12-17", "parley")]
    [InlineData("gpt-4o-mini-realtime-preview", "parley")]
    [InlineData("gpt://b1g0folder/speech-realtime-250923", "parley")]
    [InlineData("support", "support")]
    [InlineData("helpdesk-eu", "support")]
    [InlineData("gpt-realtime-support", "support")]
    [InlineData("gpt-4o", null)]
    [InlineData("gpt://b1g0folder/yandexgpt", null)]
    public void A_model_is_found_by_its_name_by_an_alias_and_by_the_names_that_clients_have_built_in(string asked, string? expected)
    {
        var options = new ParleyOptions { Aliases = new Dictionary<string, string> { ["helpdesk-*"] = "support", ["gpt-realtime-support"] = "support" } };
        Catalog(options, "parley", "support").Find(asked)?.Name.ShouldBe(expected);
    }

    [Fact]
    public void An_alias_for_nothing_keeps_the_server_from_starting()
    {
        var options = new ParleyOptions { Aliases = new Dictionary<string, string> { ["a"] = "nosuch" } };
        Should.Throw<ParleyStartupException>(() => Catalog(options, "parley")).Message
            .ShouldBe("'aliases.a' names the model 'nosuch', which there is none of; expected 'parley'.");
    }

    [Fact]
    public void A_model_is_made_of_engines_by_name_and_of_the_first_where_none_is_named()
    {
        var services = new ServiceCollection()
            .AddVoiceActivity("loudness", _ => new LoudnessVoiceActivity())
            .AddSpeechToText("deaf", _ => new ScriptedSpeechToText())
            .AddChat("first", _ => new ScriptedChatClient())
            .AddChat("second", _ => new ScriptedChatClient())
            .AddTextToSpeech("hum", _ => new ScriptedTextToSpeech())
            .BuildServiceProvider();
        var options = new ParleyOptions
        {
            Models = new Dictionary<string, ModelOptions>
            {
                ["a"] = new() { Chat = "second", Voice = "marina", Language = "ru", Instructions = "Hi.", SessionMinutes = 60, ContextTokens = 8000 },
                ["b"] = new(),
            },
        };
        var catalog = new ModelCatalog(options, services.GetRequiredService<EngineCatalog>(), [], NullLogger<ModelCatalog>.Instance);
        var (a, b) = (catalog.Find("a")!, catalog.Find("b")!);
        a.Chat.ShouldBeSameAs(services.GetRequiredKeyedService<Microsoft.Extensions.AI.IChatClient>("second"));
        b.Chat.ShouldBeSameAs(services.GetRequiredKeyedService<Microsoft.Extensions.AI.IChatClient>("first"));
        a.SpeechToText.ShouldBeSameAs(b.SpeechToText);
        (a.Voice, a.Language, a.Instructions).ShouldBe(("marina", "ru", "Hi."));
        b.Voice.ShouldBe("alloy");
        (a.SessionLifetime, b.SessionLifetime).ShouldBe((TimeSpan.FromMinutes(60), null));
        (a.ContextTokens, b.ContextTokens).ShouldBe((8000, 32_000));
        a.VoiceActivity().ShouldNotBeSameAs(a.VoiceActivity());
    }

    [Theory]
    [InlineData("program", "program")]
    [InlineData("configured", "configured", "other")]
    [InlineData("parley", "configured", "parley")]
    public void What_clients_call_by_other_names_is_parley_or_the_first_of_the_configuration_or_the_programs_own(string expected, params string[] configured)
    {
        var services = new ServiceCollection()
            .AddVoiceActivity("loudness", _ => new LoudnessVoiceActivity())
            .AddSpeechToText("deaf", _ => new ScriptedSpeechToText())
            .AddChat("first", _ => new ScriptedChatClient())
            .AddTextToSpeech("hum", _ => new ScriptedTextToSpeech())
            .BuildServiceProvider();
        var options = new ParleyOptions { Models = configured.ToDictionary(name => name, _ => new ModelOptions()) };
        var catalog = new ModelCatalog(options, services.GetRequiredService<EngineCatalog>(), [new ScriptedPipeline().Named("program")], NullLogger<ModelCatalog>.Instance);

        catalog.Find("gpt-realtime")!.Name.ShouldBe(expected);
    }

    [Fact]
    public void A_transcription_model_is_a_recogniser_by_the_configurations_name_its_own_or_those_that_clients_have_built_in()
    {
        var services = new ServiceCollection()
            .AddVoiceActivity("loudness", _ => new LoudnessVoiceActivity())
            .AddNoiseReducer("gate", _ => new GateNoiseReducer())
            .AddSpeechToText("deaf", _ => new ScriptedSpeechToText())
            .AddSpeechToText("keen", _ => new ScriptedSpeechToText())
            .AddChat("first", _ => new ScriptedChatClient())
            .AddTextToSpeech("hum", _ => new ScriptedTextToSpeech())
            .BuildServiceProvider();
        var options = new ParleyOptions { TranscriptionModels = new Dictionary<string, string> { ["medical-*"] = "keen", ["gpt-4o-transcribe"] = "keen" } };
        var program = new ScriptedPipeline().Named("program");
        var catalog = new ModelCatalog(options, services.GetRequiredService<EngineCatalog>(), [program], NullLogger<ModelCatalog>.Instance);
        var configured = new ModelCatalog(options, services.GetRequiredService<EngineCatalog>(), [], NullLogger<ModelCatalog>.Instance).Default;

        configured.TranscriptionModels.Select(model => model.Name).ShouldBe(
            ["medical-*", "gpt-4o-transcribe", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-20*", "gpt-realtime-whisper", "deaf"]);
        var keen = services.GetRequiredKeyedService<Microsoft.Extensions.AI.ISpeechToTextClient>("keen");
        configured.TranscriptionModels[0].Recognizer.ShouldBeSameAs(keen);
        catalog.Find("program")!.TranscriptionModels[1].Recognizer.ShouldBeSameAs(keen);
        configured.NoiseReducer!().Name.ShouldBe("gate/1");
    }

    [Fact]
    public void A_transcription_model_of_an_engine_that_there_is_not_keeps_the_server_from_starting()
    {
        var options = new ParleyOptions { TranscriptionModels = new Dictionary<string, string> { ["whisper-1"] = "nosuch" } };
        Should.Throw<ParleyStartupException>(() => Catalog(options, "parley")).Message
            .ShouldBe("'transcriptionModels.whisper-1' names the engine 'nosuch', which there is none of; expected an engine of its kind to be registered.");
    }

    [Fact]
    public void A_model_of_an_engine_that_there_is_not_keeps_the_server_from_starting()
    {
        var services = new ServiceCollection().AddVoiceActivity("loudness", _ => new LoudnessVoiceActivity()).BuildServiceProvider();
        var options = new ParleyOptions { Models = new Dictionary<string, ModelOptions> { ["m"] = new() { VoiceActivity = "silero" } } };
        Should.Throw<ParleyStartupException>(() => new ModelCatalog(options, services.GetRequiredService<EngineCatalog>(), [], NullLogger<ModelCatalog>.Instance))
            .Message.ShouldBe("'models.m.voiceActivity' names the engine 'silero', which there is none of; expected 'loudness'.");
    }

    [Theory]
    [InlineData("/v1/realtime", "missing_model", "invalid_request_error.missing_model")]
    [InlineData("/v1/realtime?model=", "missing_model", "invalid_request_error.missing_model")]
    [InlineData("/v1/realtime?model=nosuch", "invalid_model", "invalid_request_error.invalid_model")]
    public async Task A_session_of_no_model_is_refused_with_the_models_there_are(string address, string errorCode, string expectedReason)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync(address, [$"Authorization: Bearer {Scene.Key}"]);
        var (code, reason, said) = await caller.HearCloseAsync();
        var error = said.ShouldHaveSingleItem();
        error.ErrorCode().ShouldBe(errorCode);
        error["error"]!.AsObject().Text("message").ShouldContain("'parley'");
        (code, reason).ShouldBe((4000, expectedReason));
    }

    private static ModelCatalog Catalog(ParleyOptions options, params string[] models) => new(
        options,
        new EngineCatalog(new ServiceCollection().BuildServiceProvider(), []),
        models.Select(name => new ScriptedPipeline().Named(name)),
        NullLogger<ModelCatalog>.Instance);
}

using Microsoft.Extensions.Logging.Abstractions;
using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class SessionFactoryTests : IDisposable
{
    private readonly CountedVoiceActivity _voiceActivity = new();
    private readonly SessionFactory _factory = new(new ManualTimeProvider(), NullLoggerFactory.Instance, () => 1);

    public void Dispose() => _voiceActivity.Dispose();

    [Fact]
    public void To_check_a_configuration_no_engine_is_made()
    {
        var pipeline = Pipeline() with { VoiceActivity = () => throw new NotSupportedException(), NoiseReducer = () => throw new NotSupportedException() };
        var patch = Patch.Of("""{"audio":{"input":{"noise_reduction":{"type":"near_field"}}}}""");
        _factory.Configure(pipeline, SessionStage.DefaultConfig, SessionPolicy.OpenAI, patch).Input.NoiseReduction!.Type.ShouldBe(NoiseReductionType.NearField);
    }

    [Fact]
    public void A_session_that_would_begin_with_what_there_is_not_is_not_opened()
    {
        var config = SessionStage.DefaultConfig.With(input => input with { Transcription = new("nosuch") });
        Should.Throw<InvalidRequestException>(() => Open(Pipeline(), config)).Param.ShouldBe("session.audio.input.transcription.model");
        config = SessionStage.DefaultConfig.With(input => input with { NoiseReduction = new(NoiseReductionType.NearField) });
        Should.Throw<InvalidRequestException>(() => Open(Pipeline(), config)).Param.ShouldBe("session.audio.input.noise_reduction");
        _voiceActivity.Disposals.ShouldBe(2);
    }

    [Fact]
    public void A_noise_reducer_that_cannot_be_made_leaves_no_voice_activity_model_behind()
    {
        Should.Throw<DllNotFoundException>(() => Open(Pipeline() with { NoiseReducer = () => throw new DllNotFoundException() }, SessionStage.DefaultConfig));
        _voiceActivity.Disposals.ShouldBe(1);
    }

    private Pipeline Pipeline() => new ScriptedPipeline().Named("parley") with { VoiceActivity = () => _voiceActivity };

    private SessionLoop Open(Pipeline pipeline, SessionConfig config) => _factory.Open(pipeline, config, SessionPolicy.OpenAI, new ScriptedClient());
}

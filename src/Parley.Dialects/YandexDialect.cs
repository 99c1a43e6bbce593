namespace Parley.Dialects;

/// <summary>
/// Yandex AI Studio: GA's words on the way out. On the way in, <c>session.type</c> may be absent, a few fields may stand at the top
/// of the session, and both modalities are asked for by name.
/// </summary>
internal sealed class YandexDialect() : JsonDialect("yandex", NameTable.Same, Session, Response)
{
    private static readonly Spelling Session = new("session",
    [
        new("modalities", "output_modalities"),
        new("voice", "audio.output.voice"),
        new("speed", "audio.output.speed"),
        new("turn_detection", "audio.input.turn_detection"),
        new("input_audio_transcription", "audio.input.transcription"),
        new("input_audio_noise_reduction", "audio.input.noise_reduction"),
        new("input_audio_format", "audio.input.format", Wordings.Format),
        new("output_audio_format", "audio.output.format", Wordings.Format),
        new("max_response_output_tokens", "max_output_tokens"),
    ]);

    private static readonly Spelling Response = new("response",
    [
        new("modalities", "output_modalities"),
        new("voice", "audio.output.voice"),
        new("output_audio_format", "audio.output.format", Wordings.Format),
        new("max_response_output_tokens", "max_output_tokens"),
    ]);
}

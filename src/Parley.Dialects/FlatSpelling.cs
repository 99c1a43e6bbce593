namespace Parley.Dialects;

/// <summary>The flat fields of before GA, which the beta speaks and others still say; how modalities are worded is each dialect's own.</summary>
internal static class FlatSpelling
{
    public static Spelling Session(Wording? modalities = null) => new("session",
    [
        new("modalities", "output_modalities", modalities),
        new("voice", "audio.output.voice"),
        new("speed", "audio.output.speed"),
        new("turn_detection", "audio.input.turn_detection"),
        new("input_audio_transcription", "audio.input.transcription"),
        new("input_audio_noise_reduction", "audio.input.noise_reduction"),
        new("input_audio_format", "audio.input.format", Wordings.Format),
        new("output_audio_format", "audio.output.format", Wordings.Format),
        new("max_response_output_tokens", "max_output_tokens"),
    ]);

    public static Spelling Response(Wording? modalities = null) => new("response",
    [
        new("modalities", "output_modalities", modalities),
        new("voice", "audio.output.voice"),
        new("output_audio_format", "audio.output.format", Wordings.Format),
        new("max_response_output_tokens", "max_output_tokens"),
    ]);
}

using static Parley.Compatibility.Standing;

namespace Parley.Compatibility;

/// <summary>All that can be asked for, in the order of the protocol. <c>docs/compatibility.md</c> is written from it, and every row is tried.</summary>
internal static class AllSettings
{
    private const string Semantic = """{"type":"semantic_vad"}""";

    /// <summary>Of a <c>session.update</c>.</summary>
    public static readonly IReadOnlyList<Setting> Session =
    [
        new("output_modalities", """["text"]""") { BetaPath = "modalities" },
        new("output_modalities", """["text","audio"]""", "GA: one of the two, as at OpenAI. Beta: text is a part of audio. Yandex: both streams are sent.")
            { BetaPath = "modalities", Ga = Refused },
        new("instructions", "\"Be brief.\""),
        new("audio.input.format", """{"type":"audio/pcm","rate":16000}""", "8, 16, 24, 44.1 and 48 kHz; the beta has 24 kHz alone.")
            { BetaPath = "input_audio_format", BetaValue = "\"pcm16\"" },
        new("audio.input.format", """{"type":"audio/pcmu"}""") { BetaPath = "input_audio_format", BetaValue = "\"g711_ulaw\"" },
        new("audio.input.format", """{"type":"audio/pcma"}""") { BetaPath = "input_audio_format", BetaValue = "\"g711_alaw\"" },
        new("audio.input.transcription.model", "\"whisper-1\"", "An unknown name is refused with the list of known ones; in the Yandex dialect it means the model's own recogniser.") { BetaPath = "input_audio_transcription.model" },
        new("audio.input.transcription.language", "\"en\"") { BetaPath = "input_audio_transcription.language" },
        new("audio.input.transcription.prompt", "\"Parley\"") { BetaPath = "input_audio_transcription.prompt" },
        new("audio.input.transcription.languages", """["en"]""", "One, and no other than `language`.") { BetaPath = "input_audio_transcription.languages" },
        new("audio.input.transcription.keywords", """["Parley"]""") { BetaPath = "input_audio_transcription.keywords" },
        new("audio.input.transcription.delay", "\"low\"", "How long a word stays the same before a delta tells it.") { BetaPath = "input_audio_transcription.delay" },
        new("audio.input.noise_reduction", """{"type":"near_field"}""") { BetaPath = "input_audio_noise_reduction" },
        new("audio.input.turn_detection", "null") { BetaPath = "turn_detection" },
        new("audio.input.turn_detection.threshold", "0.6") { BetaPath = "turn_detection.threshold" },
        new("audio.input.turn_detection.prefix_padding_ms", "100") { BetaPath = "turn_detection.prefix_padding_ms" },
        new("audio.input.turn_detection.silence_duration_ms", "400") { BetaPath = "turn_detection.silence_duration_ms" },
        new("audio.input.turn_detection.idle_timeout_ms", "6000", "The beta neither shows it nor has an event for it.") { BetaPath = "turn_detection.idle_timeout_ms", ShownIn = Setting.SinceGa },
        new("audio.input.turn_detection.create_response", "false") { BetaPath = "turn_detection.create_response" },
        new("audio.input.turn_detection.interrupt_response", "false") { BetaPath = "turn_detection.interrupt_response" },
        new("audio.input.turn_detection.eagerness", "\"high\"") { BetaPath = "turn_detection.eagerness", Beside = Semantic },
        new("audio.output.format", """{"type":"audio/pcm","rate":44100}""", "The beta has 24 kHz alone.") { BetaPath = "output_audio_format", BetaValue = "\"pcm16\"" },
        new("audio.output.format", """{"type":"audio/pcmu"}""") { BetaPath = "output_audio_format", BetaValue = "\"g711_ulaw\"" },
        new("audio.output.voice", "\"marin\"", "OpenAI's names and the engine's own; under another name the engine's first voice of the language speaks.") { BetaPath = "voice" },
        new("audio.output.speed", "1.2") { BetaPath = "speed" },
        new("tools", """[{"type":"function","name":"f","description":"d","parameters":{"type":"object"}}]"""),
        new("tools", """[{"type":"mcp","server_label":"m","server_url":"https://example.com"}]""") { Ga = Accepted, Beta = Accepted, Yandex = Accepted },
        new("tool_choice", "\"none\""),
        new("parallel_tool_calls", "false") { ShownIn = Setting.Nowhere },
        new("reasoning.effort", "\"low\"") { ShownIn = Setting.Nowhere },
        new("max_output_tokens", "100") { BetaPath = "max_response_output_tokens" },
        new("temperature", "0.7", "Only the beta shows it: since GA clients know none.") { ShownIn = Setting.BeforeGa },
        new("truncation", "\"disabled\"", "The beta does not show it.") { ShownIn = Setting.SinceGa },
        new("tracing", "\"auto\"") { Ga = Accepted, Beta = Accepted, Yandex = Accepted },
        new("prompt", """{"id":"p","version":null,"variables":null}""") { Ga = Accepted, Beta = Accepted, Yandex = Accepted },
        new("include", """["item.input_audio_transcription.logprobs"]"""),
        new("nonsense", "1") { Ga = Refused, Beta = Refused, Yandex = Refused },
    ];

    /// <summary>Of a <c>response.create</c>.</summary>
    public static readonly IReadOnlyList<Setting> Response =
    [
        new("conversation", "\"none\"") { ShownIn = Setting.Nowhere },
        new("conversation", "\"default\"") { ShownIn = Setting.Nowhere },
        new("input", """[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]""") { ShownIn = Setting.Nowhere },
        new("output_modalities", """["text"]""") { BetaPath = "modalities" },
        new("instructions", "\"Be brief.\"") { ShownIn = Setting.Nowhere },
        new("audio.output.format", """{"type":"audio/pcmu"}""") { BetaPath = "output_audio_format", BetaValue = "\"g711_ulaw\"" },
        new("audio.output.voice", "\"marin\"") { BetaPath = "voice" },
        new("tools", "[]") { ShownIn = Setting.Nowhere },
        new("tool_choice", "\"none\"") { ShownIn = Setting.Nowhere },
        new("parallel_tool_calls", "false") { ShownIn = Setting.Nowhere },
        new("reasoning.effort", "\"low\"") { ShownIn = Setting.Nowhere },
        new("max_output_tokens", "100") { BetaPath = "max_response_output_tokens", ShownIn = Setting.Nowhere },
        new("temperature", "0.7", "Only the beta shows it: since GA clients know none.") { ShownIn = Setting.BeforeGa },
        new("prompt", """{"id":"p"}""") { Ga = Accepted, Beta = Accepted, Yandex = Accepted, ShownIn = Setting.Nowhere },
        new("metadata", """{"topic":"weather"}"""),
        new("nonsense", "1") { Ga = Refused, Beta = Refused, Yandex = Refused },
    ];
}

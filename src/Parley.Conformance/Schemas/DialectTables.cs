using static Parley.Schemas.SharedTables;
using static Parley.Schemas.Shapes;

namespace Parley.Schemas;

/// <summary>Each dialect's events.</summary>
internal static class DialectTables
{
    private static readonly (string, Fields)[] GaParts = [("output_text", Part("text", Nothing)), ("output_audio", Part("transcript", Nothing))];

    private static readonly Shape GaItem = Items(Nothing, GaParts);

    private static readonly Shape GaTurnDetection = TurnDetection(ServerVad);

    public static IReadOnlyDictionary<string, Fields> Ga { get; } = MakeGa();

    public static IReadOnlyDictionary<string, Fields> Beta { get; } = MakeBeta();

    public static IReadOnlyDictionary<string, Fields> Yandex { get; } = MakeYandex();

    private static Dictionary<string, Fields> MakeGa()
    {
        var part = new ByType(new Dictionary<string, Fields> { ["audio"] = Part("transcript", Nothing), ["text"] = Part("text", Nothing) });
        return MakeGa(GaTurnDetection, part);
    }

    private static Dictionary<string, Fields> MakeGa(Shape turnDetection, Shape part)
    {
        var response = Response(GaItem).With(("output_modalities", Modalities), ("audio", new Fields(("output", new Fields(("format", Format), ("voice", Voice))))));
        var retrieved = Items(Base64Sound, [("output_text", Part("text", Nothing)), ("output_audio", Part("transcript", Base64Sound))]);
        var table = EventTables.Common(GaItem, retrieved, response, part);
        table.AddStreams("response.output_text", "response.output_audio", "response.output_audio_transcript");
        table.AddGa(GaItem);
        table["response.function_call_arguments.done"] = table["response.function_call_arguments.done"].With(("name", Identifier));
        table["session.created"] = table["session.updated"] = new(("session", GaSession(turnDetection)));
        return table;
    }

    private static ByType GaSession(Shape turnDetection)
    {
        var input = new Fields(("format", Format), ("transcription", Transcription), ("noise_reduction", NoiseReduction), ("turn_detection", turnDetection));
        var output = new Fields(("format", Format), ("voice", Voice), ("speed", Number));
        var common = new Fields(("id", Identifier), ("expires_at?", Whole), ("include?", new ListOf(Text).OrNull));
        var listening = new Fields(("threshold", Number), ("prefix_padding_ms", Whole), ("silence_duration_ms", Whole));
        return new(new Dictionary<string, Fields>
        {
            ["realtime"] = common.With(
                ("object", Word("realtime.session")),
                ("model", Text),
                ("output_modalities", Modalities),
                ("instructions", Text),
                ("tools", Tools),
                ("tool_choice", ToolChoice),
                ("max_output_tokens", Limit),
                ("truncation", Word("auto", "disabled").Or(new Fields(("type", Word("retention_ratio")), ("retention_ratio", Number)))),
                ("tracing", Word("auto").Or(AnyObject).OrNull),
                ("prompt", new Fields(("id", Text)).OrNull),
                ("audio", new Fields(("input", input), ("output", output)))),
            ["transcription"] = common.With(
                ("object", Word("realtime.transcription_session")),
                ("audio", new Fields(("input", input.With(("turn_detection", TurnDetection(listening)))), ("output?", Nothing)))),
        });
    }

    private static Dictionary<string, Fields> MakeBeta()
    {
        (string, Fields)[] parts = [("text", Part("text", Nothing)), ("audio", Part("transcript", Nothing))];
        (string, Shape) ofOld = ("object", Word("realtime.item"));
        var item = Items(Nothing, parts, ofOld);
        var format = Word("pcm16", "g711_ulaw", "g711_alaw");
        var response = Response(item).With(("modalities", Modalities), ("voice?", Voice), ("output_audio_format?", format), ("temperature?", Number));
        var retrieved = Items(Base64Sound, [("text", Part("text", Nothing)), ("audio", Part("transcript", Base64Sound))], ofOld);
        var table = EventTables.Common(item, retrieved, response, new ByType(parts.ToDictionary(part => part.Item1, part => part.Item2)));
        table.AddStreams("response.text", "response.audio", "response.audio_transcript");
        var heard = new Fields(
            ("id", Identifier), ("expires_at?", Whole), ("input_audio_format", format), ("input_audio_transcription", Transcription), ("turn_detection", TurnDetection(ServerVadOfBefore)));
        table["session.created"] = table["session.updated"] = new(("session", heard.With(
            ("object", Word("realtime.session")),
            ("model", Text),
            ("modalities", Modalities),
            ("instructions", Text),
            ("voice", Voice),
            ("output_audio_format", format),
            ("tools", Tools),
            ("tool_choice", ToolChoice),
            ("temperature", Number),
            ("max_response_output_tokens", Limit),
            ("audio?", Nothing))));
        table["transcription_session.created"] = table["transcription_session.updated"] = new(("session", heard.With(
            ("object", Word("realtime.transcription_session")),
            ("turn_detection", TurnDetection(new(("threshold", Number), ("prefix_padding_ms", Whole), ("silence_duration_ms", Whole)))))));
        table["conversation.item.created"] = new(("previous_item_id", Identifier.OrNull), ("item", item));
        table["conversation.created"] = new(("conversation", new Fields(("id", Identifier), ("object", Word("realtime.conversation")))));
        table["conversation.item.input_audio_transcription.completed"] = table["conversation.item.input_audio_transcription.completed"].With(("usage?", TranscriptionUsage));
        return table;
    }

    private static Dictionary<string, Fields> MakeYandex()
    {
        var table = MakeGa(GaTurnDetection, new ByType(new Dictionary<string, Fields>
        {
            ["audio"] = Part("transcript", Nothing),
            ["text"] = Part("text", Nothing),
            ["output_audio"] = Part("transcript", Nothing), // the long names are the documented ones
            ["output_text"] = Part("text", Nothing),
        }));
        table["response.function_call_arguments.done"] = table["response.function_call_arguments.done"].With(("name?", Identifier));
        table["conversation.item.input_audio_transcription.completed"] = table["conversation.item.input_audio_transcription.completed"].With(("usage?", TranscriptionUsage.OrNull));
        return table;
    }

    private static Shape TurnDetection(Fields serverVad) =>
        new ByType(new Dictionary<string, Fields> { ["server_vad"] = serverVad, ["semantic_vad"] = SemanticVad }).OrNull;
}

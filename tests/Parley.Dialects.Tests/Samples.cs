using System.Text.Json;
using Parley.Protocol;

namespace Parley.Tests;

/// <summary>One event of every kind, with every field filled that a round trip could lose.</summary>
internal static class Samples
{
    private static readonly Item UserItem = new MessageItem(Role.User, [new InputAudio("hi"), new InputText("да")]) { Id = "item_u", Status = ItemStatus.Completed };

    private static readonly Item AssistantItem =
        new MessageItem(Role.Assistant, [new OutputAudio("hello"), new OutputText("text")]) { Id = "item_a", Status = ItemStatus.Incomplete };

    private static readonly Item Call = new FunctionCallItem("f", "call_1", "{\"a\":1}") { Id = "item_f", Status = ItemStatus.Completed };

    public static readonly RealtimeSessionConfig Session = new(
        "m", [Modality.Audio], "Be brief.", [new FunctionTool("f", "d", Json("""{"type":"object"}"""))], ToolChoice.Function("f"), new MaxTokens(100),
        Audio: new(
            new(new("audio/pcmu"), new InputTranscription("w", "en"), new NoiseReduction(NoiseReductionType.NearField), new ServerVad(0.6, 200, 400)),
            new(new("audio/pcma"), new("ash"), 1.25)))
    {
        Object = "realtime.session", Id = "sess_1", ExpiresAt = 1, Include = ["item.input_audio_transcription.logprobs"],
    };

    public static readonly TranscriptionSessionConfig Transcription = new(new TranscriptionAudio(new(Transcription: new InputTranscription("w"))))
    {
        Object = "realtime.transcription_session", Id = "sess_1", ExpiresAt = 1,
    };

    public static readonly ResponseInfo Response = new(
        "resp_1", ResponseStatus.Incomplete, new(ResponseStatus.Incomplete, "max_output_tokens"), [AssistantItem, Call], "conv_1", [Modality.Audio], new(5),
        new(new(AudioFormat.Pcm24000, new("ash"))), Usage.Of(new(1, 2), new(3, 4)), new Dictionary<string, string> { ["k"] = "v" });

    public static IReadOnlyList<ServerEvent> ServerEvents { get; } = Named(
    [
        new SessionCreated(Session), new SessionUpdated(Session), new SessionCreated(Transcription), new SessionUpdated(Transcription),
        new ErrorEvent(new(ErrorDetails.InvalidRequest, "invalid_value", "No.", "item.role", "e1")),
        new RateLimitsUpdated([new("tokens", 10, 9, 0.5)]),
        new ConversationCreated(new("conv_1")),
        new InputAudioBufferCommitted(null, "item_u"), new InputAudioBufferCleared(),
        new InputAudioBufferSpeechStarted(10, "item_u"), new InputAudioBufferSpeechStopped(20, "item_u"), new InputAudioBufferTimeoutTriggered(1, 2, "item_u"),
        new InputAudioBufferDtmfEventReceived("#", 7),
        new OutputAudioBufferStarted("resp_1"), new OutputAudioBufferStopped("resp_1"), new OutputAudioBufferCleared("resp_1"),
        new ConversationItemAdded("item_0", UserItem), new ConversationItemDone(null, AssistantItem), new ConversationItemCreated(null, UserItem),
        new ConversationItemAdded("item_0", new McpListToolsItem("s", []) { Id = "item_l" }),
        new ConversationItemRetrieved(new MessageItem(Role.User, [new InputAudio("hi") { Audio = new byte[] { 1, 2, 3 } }]) { Id = "item_u" }),
        new ConversationItemDeleted("item_u"), new ConversationItemTruncated("item_a", 0, 400),
        new InputAudioTranscriptionDelta("item_u", 0, "h"),
        new InputAudioTranscriptionCompleted("item_u", 0, "hi", new DurationUsage(3)),
        new InputAudioTranscriptionFailed("item_u", 0, new("server_error", "c", "m")),
        new InputAudioTranscriptionSegment("item_u", 0, "t", "seg", "A", 0.5, 1.5),
        new ResponseCreated(Response), new ResponseDone(Response),
        new ResponseOutputItemAdded("resp_1", 0, Call), new ResponseOutputItemDone("resp_1", 0, AssistantItem),
        new ResponseContentPartAdded("resp_1", "item_a", 0, 0, new AudioPart("")), new ResponseContentPartDone("resp_1", "item_a", 0, 0, new TextPart("t")),
        new ResponseOutputTextDelta("resp_1", "item_a", 0, 0, "д"), new ResponseOutputTextDone("resp_1", "item_a", 0, 0, "да"),
        new ResponseOutputAudioDelta("resp_1", "item_a", 0, 1, new byte[] { 1, 2, 3, 4 }), new ResponseOutputAudioDone("resp_1", "item_a", 0, 0),
        new ResponseOutputAudioTranscriptDelta("resp_1", "item_a", 0, 0, "h"), new ResponseOutputAudioTranscriptDone("resp_1", "item_a", 0, 0, "hello"),
        new ResponseFunctionCallArgumentsDelta("resp_1", "item_f", 0, "call_1", "{"),
        new ResponseFunctionCallArgumentsDone("resp_1", "item_f", 0, "call_1", "f", "{}"),
        new ResponseMcpCallArgumentsDelta("resp_1", "item_m", 0, "{", "x"), new ResponseMcpCallArgumentsDone("resp_1", "item_m", 0, "{}"),
        new ResponseMcpCallInProgress(0, "item_m"), new ResponseMcpCallCompleted(0, "item_m"), new ResponseMcpCallFailed(0, "item_m"),
        new McpListToolsInProgress("item_l"), new McpListToolsCompleted("item_l"), new McpListToolsFailed("item_l"),
        new ParleyTurnTrace("resp_1", "item_u", [new("first_audio", 120.5)]),
        new ParleyResponseSources("resp_1", "item_a", [new(Annotation.File) { FileId = "file-1", Filename = "manual.md", Chunk = 2 }, new(Annotation.Page) { Url = "https://example.com", Title = "Example" }]),
    ]);

    public static IReadOnlyList<ClientEvent> ClientEvents { get; } =
    [
        new SessionUpdate(new(Json("""{"type":"realtime","instructions":"x","audio":{"input":{"turn_detection":null},"output":{"voice":"ash"}}}"""))) { EventId = "e1" },
        new InputAudioBufferAppend(new byte[] { 1, 2, 3, 4 }) { EventId = "e2" },
        new InputAudioBufferCommit(), new InputAudioBufferClear(), new OutputAudioBufferClear(),
        new ConversationItemCreate(UserItem, "root"), new ConversationItemCreate(AssistantItem), new ConversationItemCreate(Call),
        new ConversationItemCreate(new FunctionCallOutputItem("call_1", "42")),
        new ConversationItemRetrieve("item_u"), new ConversationItemTruncate("item_a", 0, 400), new ConversationItemDelete("item_u"),
        new ResponseCreate(),
        new ResponseCreate(new ResponseParams
        {
            Conversation = "none",
            Input = [new ItemReference { Id = "item_u" }, UserItem],
            OutputModalities = [Modality.Audio],
            MaxOutputTokens = new(5),
            Audio = new(new(AudioFormat.Pcm24000, new("ash"))),
            Metadata = new Dictionary<string, string> { ["k"] = "v" },
        }),
        new ResponseCancel("resp_1"),
    ];

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    /// <summary>Records hold lists, which compare by reference: their GA JSON compares by value.</summary>
    public static string Ga(ServerEvent? serverEvent) => JsonSerializer.Serialize(serverEvent!, ProtocolJson.Strict.TypeInfo<ServerEvent>());

    /// <inheritdoc cref="Ga(ServerEvent?)"/>
    public static string Ga(ClientEvent clientEvent) => JsonSerializer.Serialize(clientEvent, ProtocolJson.Strict.TypeInfo<ClientEvent>());

    private static List<ServerEvent> Named(IReadOnlyList<ServerEvent> events) =>
        [.. events.Select((each, i) => each is InputAudioBufferDtmfEventReceived ? each : each with { EventId = $"event_{i}" })];
}

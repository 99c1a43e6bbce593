using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>The protocol before GA: flat sessions, shorter names, one event per item, and a temperature.</summary>
internal sealed class BetaDialect : JsonDialect
{
    private const double DefaultTemperature = 0.8; // what a session is shown that asked for none

    internal static readonly Spelling Session = FlatSpelling.Session(Wordings.Modalities);

    internal static readonly Spelling Response = FlatSpelling.Response(Wordings.Modalities);

    internal static readonly NameTable Events = new(
    [
        ("conversation.item.created", "conversation.item.added"),
        ("response.text.delta", "response.output_text.delta"),
        ("response.text.done", "response.output_text.done"),
        ("response.audio.delta", "response.output_audio.delta"),
        ("response.audio.done", "response.output_audio.done"),
        ("response.audio_transcript.delta", "response.output_audio_transcript.delta"),
        ("response.audio_transcript.done", "response.output_audio_transcript.done"),
    ]);

    private static readonly NameTable TranscriptionEvents = new(
    [
        ("transcription_session.update", "session.update"),
        ("transcription_session.created", "session.created"),
        ("transcription_session.updated", "session.updated"),
    ]);

    private static readonly string[] NotInSessions = ["type", "truncation", "reasoning", "parallel_tool_calls"];

    public BetaDialect()
        : base("beta", Events, Session, Response) => Remember([.. Session.Fields, .. Response.Fields]);

    protected override bool WritesGa => false;

    protected override bool Has(ServerEvent serverEvent) => serverEvent switch
    {
        ConversationItemDone or InputAudioBufferTimeoutTriggered or InputAudioBufferDtmfEventReceived or InputAudioTranscriptionSegment => false,
        McpListToolsInProgress or McpListToolsCompleted or McpListToolsFailed => false,
        ResponseMcpCallArgumentsDelta or ResponseMcpCallArgumentsDone => false,
        ResponseMcpCallInProgress or ResponseMcpCallCompleted or ResponseMcpCallFailed => false,
        ConversationItemAdded added => Has(added.Item),
        ConversationItemCreated created => Has(created.Item),
        ConversationItemRetrieved retrieved => Has(retrieved.Item),
        ResponseOutputItemAdded added => Has(added.Item),
        ResponseOutputItemDone done => Has(done.Item),
        _ => true,
    };

    protected override void ClientToGa(JsonObject json)
    {
        var isTranscription = json.TextOf("type") == "transcription_session.update";
        if (isTranscription)
        {
            json["type"] = "session.update";
        }

        if (isTranscription && json["session"] is JsonObject session)
        {
            session.TryAdd("type", "transcription");
        }

        base.ClientToGa(json);
    }

    protected override void ClientFromGa(JsonObject json)
    {
        if (json["session"] is JsonObject session)
        {
            Rename(json, session);
            FlattenSession(session);
        }

        if (json["response"] is JsonObject response)
        {
            Response.FromGa(response);
            if (response["input"] is JsonArray input)
            {
                Parts.WrapReferences(input);
                ItemsFromGa(input);
            }
        }

        if (json["item"] is JsonObject item)
        {
            ItemFromGa(item);
        }
    }

    protected override void ServerFromGa(ServerEvent serverEvent, JsonObject json)
    {
        json["type"] = Events.FromGa(json.TextOf("type")!);
        if (json["session"] is JsonObject session)
        {
            Rename(json, session);
            if (session.TextOf("type") == "realtime")
            {
                session.TryAdd("temperature", DefaultTemperature);
            }
            else
            {
                session["modalities"] = new JsonArray("text"); // what a transcription session answers with, and GA does not say
            }

            FlattenSession(session);
        }

        if (json["response"] is JsonObject response)
        {
            Response.FromGa(response);
            response.Remove("max_response_output_tokens", out var limit);
            response["max_output_tokens"] = limit; // asked for by the long name, shown by the short one
            response.TryAdd("temperature", DefaultTemperature);
            ItemsFromGa(response["output"]!.AsArray());
        }

        if (json["item"] is JsonObject item)
        {
            ItemFromGa(item);
        }
    }

    protected override void ServerToGa(JsonObject json)
    {
        var type = json.TextOf("type")!;
        json["type"] = TranscriptionEvents.ToGa(Events.ToGa(type));
        if (json["session"] is JsonObject session)
        {
            session["type"] = TranscriptionEvents.ToGa(type) == type ? "realtime" : "transcription";
            Session.ToGa(session);
        }

        if (json["response"] is JsonObject response)
        {
            Response.ToGa(response);
        }

        foreach (var item in new[] { json["item"] }.Concat(json["response"]?["output"] as JsonArray ?? []).OfType<JsonObject>())
        {
            item.Remove("object");
            Parts.ToGa(item);
        }

        if (type == "conversation.item.input_audio_transcription.completed")
        {
            json.TryAdd("usage", new JsonObject { ["type"] = "duration", ["seconds"] = 0 }); // older servers count nothing
        }

        base.ServerToGa(json);
    }

    private static bool Has(Item item) => item is MessageItem or FunctionCallItem or FunctionCallOutputItem;

    private static void Rename(JsonObject json, JsonObject session)
    {
        if (session.TextOf("type") == "transcription")
        {
            json["type"] = TranscriptionEvents.FromGa(json.TextOf("type")!);
        }
    }

    private static void FlattenSession(JsonObject session)
    {
        Session.FromGa(session);
        foreach (var name in NotInSessions)
        {
            session.Remove(name);
        }

        (session["turn_detection"] as JsonObject)?.Remove("idle_timeout_ms");
    }

    private static void ItemsFromGa(JsonArray items)
    {
        items.RemoveAll(node => node is JsonObject item && item.TextOf("type") is { } type && type.StartsWith("mcp_", StringComparison.Ordinal));
        foreach (var item in items.OfType<JsonObject>())
        {
            ItemFromGa(item);
        }
    }

    private static void ItemFromGa(JsonObject item)
    {
        item["object"] = "realtime.item";
        Parts.FromGa(item);
    }
}

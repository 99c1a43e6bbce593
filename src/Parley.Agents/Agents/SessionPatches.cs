using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parley.Calling;
using Parley.Protocol;

namespace Parley.Agents;

/// <summary>What a server is told of an agent: a <c>session.update</c> with what is set, and nothing else.</summary>
internal static class SessionPatches
{
    /// <param name="instructions">Null keeps the server's own.</param>
    /// <param name="functions">The tools and handoffs of the agent, and what the session adds.</param>
    /// <param name="voice">Null keeps the server's, also where it can be changed no more.</param>
    public static SessionPatch Of(RealtimeModelSettings settings, string? instructions, IEnumerable<Tool> functions, string? voice)
    {
        var input = new JsonObject
        {
            ["format"] = Node(settings.InputAudioFormat),
            ["transcription"] = settings.InputAudioTranscription is { } transcription ? Node(transcription) : null,
            ["turn_detection"] = settings.TurnDetection is { } detection ? Node(detection) : null,
        };
        Set(input, "noise_reduction", settings.InputAudioNoiseReduction is { } reduction ? Node(reduction) : null);
        var output = new JsonObject { ["format"] = Node(settings.OutputAudioFormat) };
        Set(output, "voice", voice);
        Set(output, "speed", settings.Speed);
        var tools = functions.ToList();
        var session = new JsonObject
        {
            ["type"] = "realtime",
            ["output_modalities"] = new JsonArray([.. settings.Modalities.Select(modality => Node(modality))]),
            ["tools"] = new JsonArray([.. tools.Select(Node)]),
            ["audio"] = new JsonObject { ["input"] = input, ["output"] = output },
        };
        Set(session, "instructions", instructions);
        Set(session, "tool_choice", settings.ToolChoice is { } choice ? Node(choice) : tools.Count > 0 ? "auto" : null);
        Set(session, "temperature", settings.Temperature);
        Set(session, "max_output_tokens", settings.MaxOutputTokens is { } most ? Node(most) : null);
        Set(session, "tracing", settings.Tracing is { } tracing ? JsonNode.Parse(tracing.GetRawText()) : null);
        Merge(session, settings.Session);
        return new(JsonElement.Parse(session.ToJsonString()));
    }

    public static FunctionTool Declaration(AITool tool) => tool switch
    {
        HostedTool hosted => hosted.Declaration(),
        AIFunctionDeclaration function => new(function.Name, function.Description, function.JsonSchema),
        _ => throw new ArgumentException($"The tool {tool.Name} is neither an AIFunction nor a HostedTool: a Realtime session cannot run it.", nameof(tool)),
    };

    public static FunctionTool Declaration(Handoff handoff) =>
        new(handoff.ToolName, handoff.Description, JsonElement.Parse("""{"type":"object","properties":{},"required":[]}"""));

    private static void Merge(JsonObject session, JsonElement? more)
    {
        if (more is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var (name, value) in JsonObject.Create(members)!)
            {
                if (value is JsonObject change && session[name] is JsonObject old)
                {
                    Merge(old, JsonElement.Parse(change.ToJsonString()));
                }
                else
                {
                    session[name] = value?.DeepClone();
                }
            }
        }
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, ProtocolJson.Strict.TypeInfo<T>())!;
}

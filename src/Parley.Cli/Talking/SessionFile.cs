using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Agents;
using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>A GA <c>session</c> object from a file: what it says goes over every option.</summary>
internal sealed record SessionFile(string Name, JsonObject Members)
{
    /// <exception cref="CommandException">It cannot be read, or is no object.</exception>
    public static async Task<SessionFile?> LoadAsync(string? path, CancellationToken cancellation)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            var text = await NamedFile.ReadAsync(path, "session settings", cancellation);
            return JsonNode.Parse(text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) is JsonObject members
                ? new(path, members)
                : throw new CommandException($"{path} must hold a JSON object, as the protocol's \"session\" is.");
        }
        catch (JsonException broken)
        {
            throw new CommandException($"{path} is no JSON: the mistake is at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.", broken);
        }
    }

    /// <summary>The settings with the file over them; what the client itself must know of it is read out.</summary>
    /// <exception cref="CommandException">A part is not what the protocol has there.</exception>
    public RealtimeModelSettings Over(RealtimeModelSettings settings)
    {
        var (input, output) = (Part(Part(Members, "audio"), "input"), Part(Part(Members, "audio"), "output"));
        return settings with
        {
            InputAudioFormat = Format(input, settings.InputAudioFormat),
            OutputAudioFormat = Format(output, settings.OutputAudioFormat!),
            TurnDetection = input?.ContainsKey("turn_detection") is true ? Read<TurnDetection>(input["turn_detection"], "turn_detection") : settings.TurnDetection,
            Session = JsonElement.Parse(Members.ToJsonString()),
        };
    }

    private AudioFormat Format(JsonObject? of, AudioFormat otherwise) => Read<AudioFormat>(of?["format"], "format") switch
    {
        null => otherwise,
        { Type: AudioFormat.Pcm } pcm => pcm,
        var other => throw new CommandException($"{Name} asks for {other.Type}; a talk here is {AudioFormat.Pcm}."),
    };

    private T? Read<T>(JsonNode? node, string name)
        where T : class
    {
        try
        {
            return node is null ? null : JsonSerializer.Deserialize(node.ToJsonString(), ProtocolJson.Strict.TypeInfo<T>());
        }
        catch (Exception odd) when (odd is JsonException or NotSupportedException or InvalidRequestException)
        {
            throw new CommandException($"{Name}: its {name} is not what the protocol has there.", odd);
        }
    }

    private static JsonObject? Part(JsonObject? of, string name) => of?[name] as JsonObject;
}

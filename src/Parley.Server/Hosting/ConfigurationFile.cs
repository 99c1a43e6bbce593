using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Parley.Hosting;

/// <summary>Reads <c>parley.json</c>, strictly: a typing error must not become a default.</summary>
internal static class ConfigurationFile
{
    public const string DefaultName = "parley.json";

    private static readonly JsonDocumentOptions Leniency = new() { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ParleyStartupException">The file is missing, is no JSON, or has a wrong key or value, which the message names.</exception>
    public static ParleyOptions Read(string path) => Parse(ReadBytes(path), path);

    /// <exception cref="ParleyStartupException">The file is missing or must not be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ParleyStartupException($"{path}: the configuration cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <param name="path">Where the content is from.</param>
    /// <exception cref="ParleyStartupException">It is no JSON, or has a wrong key or value, which the message names.</exception>
    public static ParleyOptions Parse(byte[] content, string path)
    {
        try
        {
            var root = JsonSerializer.SerializeToElement(WithWholeKeys(JsonNode.Parse(content, documentOptions: Leniency)), ConfigurationJson.Default.JsonNode);
            if (ConfigurationMistake.Find(root, ConfigurationJson.Default.ParleyOptions, "") is { } mistake)
            {
                throw new ParleyStartupException($"{path}: {mistake}");
            }

            var options = root.Deserialize(ConfigurationJson.Default.ParleyOptions)!;
            OptionCheck.Check(options, path);
            return options;
        }
        catch (JsonException broken)
        {
            var place = broken.LineNumber is { } line ? $" (line {line + 1}, byte {broken.BytePositionInLine + 1})" : "";
            throw new ParleyStartupException($"{path}{place}: this is not JSON as it should be: {broken.Message}", broken);
        }
    }

    // a string among the keys is short for an object
    private static JsonNode? WithWholeKeys(JsonNode? root)
    {
        if ((root as JsonObject)?["keys"] is JsonArray keys)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (keys[i] is JsonValue value && value.TryGetValue<string>(out var key))
                {
                    keys[i] = new JsonObject { ["key"] = key };
                }
            }
        }

        return root;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ParleyOptions))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Hosting;

/// <summary>Reads <c>parley.json</c>, strictly: a typing error must not become a default.</summary>
internal static class ConfigurationFile
{
    public const string DefaultName = "parley.json";

    private static readonly JsonDocumentOptions Leniency = new() { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ParleyStartupException">The file is missing, is no JSON, or has a wrong key or value, which the message names.</exception>
    public static ParleyOptions Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Leniency);
            if (ConfigurationMistake.Find(document.RootElement, ConfigurationJson.Default.ParleyOptions, "") is { } mistake)
            {
                throw new ParleyStartupException($"{path}: {mistake}");
            }

            var options = document.RootElement.Deserialize(ConfigurationJson.Default.ParleyOptions)!;
            OptionCheck.Check(options, path);
            return options;
        }
        catch (JsonException broken)
        {
            var place = broken.LineNumber is { } line ? $" (line {line + 1}, byte {broken.BytePositionInLine + 1})" : "";
            throw new ParleyStartupException($"{path}{place}: this is not JSON as it should be: {broken.Message}", broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ParleyStartupException($"{path}: the configuration cannot be read: {unreadable.Message}", unreadable);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ParleyOptions))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;

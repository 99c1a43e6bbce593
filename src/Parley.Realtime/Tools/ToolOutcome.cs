using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Tools;

/// <summary>What a call has come to.</summary>
/// <param name="Output">For the model; empty where it failed.</param>
/// <param name="Error">Null where it succeeded.</param>
/// <param name="Sources">Where the output is from, if it says so.</param>
public sealed record ToolOutcome(string Output, McpError? Error, IReadOnlyList<Annotation> Sources)
{
    /// <summary>The model reads this: the output, or why there is none.</summary>
    public string ForModel => Error is { } error ? Told(error) : Output;

    public static ToolOutcome Failed(McpError error) => new("", error, []);

    public static ToolOutcome Failed(string message) => Failed(new McpError(McpError.Execution, message));

    /// <param name="result">What the function returned.</param>
    public static ToolOutcome Of(object? result, int mostCharacters) => result switch
    {
        CitedText cited => new(Cut(cited.Text, mostCharacters), null, cited.Sources),
        string text => new(Cut(text, mostCharacters), null, []),
        _ => new(Cut(JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions), mostCharacters), null, []),
    };

    /// <summary>A failure as a model reads it.</summary>
    public static string Told(McpError error) => $$"""{"error":{{JsonSerializer.Serialize(error.Message, ProtocolJson.Strict.TypeInfo<string>())}}}""";

    private static string Cut(string text, int most) => text.Length <= most
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, most)} … (cut: {text.Length} characters are more than the {most} that a result may have)");
}

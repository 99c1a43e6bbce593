using System.Text.Json;

namespace Parley.Talking;

/// <summary>What answers a call of one function.</summary>
internal abstract record ToolAnswer
{
    /// <summary>The output, as JSON or plain text.</summary>
    /// <param name="arguments">JSON, as the model wrote it.</param>
    public abstract Task<string> ToAsync(string arguments, CancellationToken cancellation);

    /// <summary>An output that tells the model, and who reads along, what went wrong.</summary>
    public static string Error(string message) => $$"""{"error":{{JsonSerializer.Serialize(message, AnswerJson.Default.String)}}}""";
}

/// <summary>The same value for every call: <c>x-result</c>. A string is sent as it is, everything else as JSON.</summary>
internal sealed record FixedAnswer(JsonElement Value) : ToolAnswer
{
    public override Task<string> ToAsync(string arguments, CancellationToken cancellation) =>
        Task.FromResult(Value.ValueKind == JsonValueKind.String ? Value.GetString()! : Value.GetRawText());
}

/// <summary>Nobody can answer: neither <c>x-result</c> nor <c>x-command</c> was given.</summary>
internal sealed record NoAnswer(string Name) : ToolAnswer
{
    public override Task<string> ToAsync(string arguments, CancellationToken cancellation) =>
        Task.FromResult(Error($"The function {Name} has neither an x-result nor an x-command in tools.json, so this client cannot run it."));
}

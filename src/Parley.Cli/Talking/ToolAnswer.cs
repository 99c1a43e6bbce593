using System.Text;
using System.Text.Json;

namespace Parley.Talking;

/// <summary>The output of a call.</summary>
/// <param name="Text">JSON or plain text, for the model.</param>
/// <param name="Trouble">What went wrong, in a person's words; null where nothing did.</param>
internal sealed record ToolOutput(string Text, string? Trouble = null)
{
    /// <summary>What a model may be sent at once, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>An output that tells the model what went wrong, without saying more of this machine than it needs.</summary>
    public static ToolOutput Failed(string told, string trouble) => new(ToolAnswer.Error(told), trouble);

    /// <summary>The same, or an error where it is too large for a model.</summary>
    public ToolOutput Bounded(string function)
    {
        var size = Encoding.UTF8.GetByteCount(Text);
        var problem = $"The result of {function} has {size} bytes; at most {MostBytes} can be sent.";
        return size > MostBytes ? Failed(problem, problem) : this;
    }
}

/// <summary>What answers a call of one function.</summary>
internal abstract record ToolAnswer
{
    /// <param name="arguments">JSON, as the model wrote it.</param>
    /// <param name="cancellation">Ends the work.</param>
    public abstract Task<ToolOutput> ToAsync(string arguments, CancellationToken cancellation);

    /// <summary>An output that tells the model, and who reads along, what went wrong.</summary>
    public static string Error(string message) => $$"""{"error":{{JsonSerializer.Serialize(message, AnswerJson.Default.String)}}}""";
}

/// <summary>The same value for every call: <c>x-result</c>. A string is sent as it is, everything else as JSON.</summary>
internal sealed record FixedAnswer(JsonElement Value) : ToolAnswer
{
    public override Task<ToolOutput> ToAsync(string arguments, CancellationToken cancellation) =>
        Task.FromResult(new ToolOutput(Value.ValueKind == JsonValueKind.String ? Value.GetString()! : Value.GetRawText()));
}

/// <summary>Nobody can answer: neither <c>x-result</c> nor <c>x-command</c> was given.</summary>
internal sealed record NoAnswer(string Name) : ToolAnswer
{
    public override Task<ToolOutput> ToAsync(string arguments, CancellationToken cancellation) =>
        Task.FromResult(new ToolOutput(Error($"The function {Name} has neither an x-result nor an x-command in tools.json, so this client cannot run it.")));
}

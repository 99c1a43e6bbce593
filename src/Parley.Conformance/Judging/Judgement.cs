using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Judging;

/// <summary>All verdicts of a run, by number and dialect.</summary>
/// <param name="Server">Where it is, never with what key.</param>
public sealed record Judgement(string Server, IReadOnlyList<Verdict> Verdicts)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public int Held => Count(Outcome.Held);

    public int Failed => Count(Outcome.Failed);

    public int Skipped => Count(Outcome.Skipped);

    /// <summary>For machines.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Readable);

    private int Count(Outcome outcome) => Verdicts.Count(verdict => verdict.Outcome == outcome);
}

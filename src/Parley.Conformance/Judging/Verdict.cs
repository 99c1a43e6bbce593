using System.Text.Json.Serialization;
using Parley.Dialects;

namespace Parley.Judging;

/// <summary>How a check ended in one dialect.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    [JsonStringEnumMemberName("held")] Held,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("skipped")] Skipped,
}

/// <summary>What a check found out in one dialect.</summary>
/// <param name="Check">Its number.</param>
/// <param name="Title">What it demands, in words.</param>
/// <param name="Reason">What went wrong, or why it did not run; null if all held.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Verdict(int Check, string Title, DialectName Dialect, Outcome Outcome, string? Reason, double Seconds);

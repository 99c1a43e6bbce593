using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>A call that is ready to be made.</summary>
internal sealed record PlannedCall(ToolSheet Tool, JsonObject Arguments);

/// <summary>A call that waits for the user's answer to a question about one missing value.</summary>
internal sealed record Pending(ToolSheet Tool, JsonObject Arguments, Parameter Missing, string Question);

/// <summary>What a request asks for: calls to make, and at most one question. Empty means that it is a matter of talk.</summary>
internal sealed record Plan(IReadOnlyList<PlannedCall> Calls, Pending? Pending, bool Dropped = false)
{
    public static readonly Plan Nothing = new([], null);

    public bool IsEmpty => Calls.Count == 0 && Pending is null;
}

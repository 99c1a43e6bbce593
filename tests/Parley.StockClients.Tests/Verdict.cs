using System.Text.Json.Nodes;

namespace Parley.StockClients;

/// <summary>What a script saw: the types of the server's events in order, and what its scenario found.</summary>
internal sealed record Verdict(IReadOnlyList<string> Events, JsonNode Found)
{
    /// <summary>The types in order, where a run of the same type (deltas) counts once.</summary>
    public IEnumerable<string> Order => Events.Where((type, i) => i == 0 || type != Events[i - 1]);

    public string? Text(string name) => (string?)Found[name];

    public int Number(string name) => Found[name]!.GetValue<int>();

    public bool Is(string name) => Found[name]!.GetValue<bool>();

    public IEnumerable<string?> Texts(string name) => Found[name]!.AsArray().Select(each => (string?)each);

    public string Json(string name) => Found[name]!.ToJsonString();
}

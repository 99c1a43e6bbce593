using System.Text.Json;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Agents with their tools, and sentences that people say to them, from the JSON files beside this one.</summary>
internal sealed record Agent(string Name, string Instructions, IReadOnlyList<AgentTool> Tools, IReadOnlyList<string> Spoken)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>What a session passes to the recogniser: nothing but what the agent's author wrote.</summary>
    internal string[] Vocabulary =>
    [
        Instructions, .. Tools.SelectMany(tool => (string[])[tool.Name, tool.Description, .. tool.Parameters.SelectMany(p => p.Value.Prepend(p.Key))]),
    ];

    internal static IReadOnlyList<Agent> Read(string file)
    {
        using var stream = typeof(Agent).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize<List<Agent>>(stream, Json)!;
    }
}

internal sealed record AgentTool(string Name, string Description, IReadOnlyDictionary<string, string[]> Parameters);

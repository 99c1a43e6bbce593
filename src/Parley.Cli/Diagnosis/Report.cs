using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Diagnosis;

/// <summary>What all findings come to.</summary>
internal sealed record Report(IReadOnlyList<Finding> Findings)
{
    /// <summary>How JSON is printed for people and programs.</summary>
    public static JsonSerializerOptions Layout { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the demo would run on this machine.</summary>
    public bool DemoRuns => Findings.All(finding => finding.Ready || !finding.Required);

    /// <summary>One command that brings everything that is missing, or null.</summary>
    public string? Install =>
        Findings.Where(finding => !finding.Ready).SelectMany(finding => finding.Packages).Distinct().ToArray() is { Length: > 0 } packages
            ? $"apt-get install {string.Join(' ', packages)}"
            : null;

    /// <summary>The report for a person, one line a finding and what to do under those that are not ready.</summary>
    /// <param name="program">What a person types to run the program.</param>
    public IEnumerable<string> Lines(string program)
    {
        var width = Findings.Max(finding => finding.Name.Length);
        foreach (var finding in Findings)
        {
            var state = finding.Ready ? "ok     " : finding.Required ? "MISSING" : "without";
            yield return $"{state}  {finding.Name.PadRight(width)}  {finding.Role}: {finding.Detail}";
            if (finding.Install is { } install)
            {
                yield return $"{new string(' ', state.Length + width + 4)}→ {install}";
            }
        }

        yield return "";
        yield return DemoRuns ? $"The demo would run: {program} demo" : "The demo would not run.";
        if (Install is { } all)
        {
            yield return $"Everything that is missing: {all}";
        }
    }

    /// <summary>The report for a program.</summary>
    public JsonObject Json() => new()
    {
        ["demo_runs"] = DemoRuns,
        ["install"] = Install,
        ["parts"] = new JsonArray([.. Findings.Select(finding => new JsonObject
        {
            ["name"] = finding.Name,
            ["role"] = finding.Role,
            ["ready"] = finding.Ready,
            ["required"] = finding.Required,
            ["detail"] = finding.Detail,
            ["install"] = finding.Install,
        })]),
    };
}

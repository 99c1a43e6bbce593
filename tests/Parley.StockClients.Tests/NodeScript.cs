using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.StockClients;

/// <summary>A script of tests/StockClients, which drives a client made for Node.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90); // the script's own deadline comes before, and says more

    private static readonly string Folder = Path.GetFullPath(typeof(NodeScript).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "Scripts").Value!);

    /// <summary>The Node that the launcher found or installed.</summary>
    private static string Node => Environment.GetEnvironmentVariable("PARLEY_NODE") ?? "node";

    /// <summary>Plays one scenario against a server.</summary>
    /// <param name="server">Where it connects.</param>
    /// <param name="script">The script's file.</param>
    /// <param name="arguments">The scenario, and what else the script takes.</param>
    /// <param name="platform">Which build of its packages runs: that for <c>node</c>, or that for a <c>browser</c>.</param>
    /// <exception cref="InvalidOperationException">The scenario failed; the message says what it was waiting for, and what it saw last.</exception>
    public static async Task<Verdict> PlayAsync(StockServer server, string script, string[] arguments, string platform = "node")
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException($"The npm packages of {Folder} are not installed; './parley test' does it, or 'npm ci' there.");
        }

        using var process = Process.Start(Start(server, [$"--conditions={platform}", script, .. arguments]))!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var complaints = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return Judge($"{script} {string.Join(' ', arguments)}", await output, await complaints);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} did not end within {Patience.TotalSeconds} s.", late);
        }
    }

    private static ProcessStartInfo Start(StockServer server, IEnumerable<string> arguments)
    {
        // the browser's WebSocket stands behind a flag in Node 20, and its warning is no complaint of a client
        var start = new ProcessStartInfo(Node, ["--experimental-websocket", "--no-warnings", .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PARLEY_URL"] = server.Url.ToString(), ["PARLEY_KEY"] = StockServer.Key },
        };
        if (server.CertificatePath is { } certificate)
        {
            start.Environment["NODE_EXTRA_CA_CERTS"] = certificate;
        }

        return start;
    }

    private static Verdict Judge(string scenario, string output, string complaints)
    {
        var verdict = output.Length > 0 ? JsonNode.Parse(output.Split('\n')[0])! : throw new InvalidOperationException($"{scenario} ended without a verdict. {complaints}");
        if ((string?)verdict["failure"] is { } failure)
        {
            throw new InvalidOperationException($"{scenario} failed: {failure}\n{verdict["events"]!.ToJsonString()}\n{complaints}");
        }

        complaints.ShouldBeEmpty($"{scenario}: the client complained");
        return new(verdict["events"].Deserialize<string[]>()!, verdict["found"] ?? new JsonObject());
    }
}

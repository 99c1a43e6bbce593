using System.Diagnostics;

namespace Parley.Tests;

/// <summary>Runs programs of others, with a bound.</summary>
internal static class ProgramRun
{
    /// <exception cref="TimeoutException">It did not end; it is ended, and what it printed is told.</exception>
    public static async Task<Ran> ToEndAsync(string program, IEnumerable<string> arguments, string folder, TimeSpan within, IReadOnlyDictionary<string, string>? variables = null)
    {
        using var running = Start(program, arguments, folder, variables);
        var (output, error) = (running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
        try
        {
            using var patience = new CancellationTokenSource(within);
            await running.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            running.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {within}. It printed: {await output} {await error}", late);
        }

        return new(running.ExitCode, await output, await error);
    }

    public static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var running = Process.Start(start)!;
        running.StandardInput.Close();
        return running;
    }
}

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => [.. Output.Split('\n').Select(line => line.TrimEnd('\r'))];

    /// <summary>That it says that it worked, and has printed these lines in this order.</summary>
    public void ShouldHavePrinted(params string[] lines)
    {
        ExitCode.ShouldBe(0, $"{Output}\n{Error}");
        Lines.Intersect(lines).ShouldBe(lines, Output);
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Parley.Talking;

/// <summary>A program answers: <c>x-command</c>. The arguments come on its input as JSON, its output is the result.</summary>
/// <param name="Command">The program and its arguments.</param>
internal sealed record CommandAnswer(IReadOnlyList<string> Command) : ToolAnswer
{
    public override async Task<string> ToAsync(string arguments, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(arguments, cancellation);
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            return Error($"The command {Command[0]} cannot be started: {failure.Message}");
        }
    }

    private async Task<string> RunAsync(string arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            await FeedAsync(process, arguments, cancellation);
            var said = (await output).TrimEnd();
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? said
                : Error($"The command {Command[0]} ended with code {process.ExitCode}: {(await complaint).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task FeedAsync(Process process, string arguments, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(arguments.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // a program need not read its input to answer
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Parley.Talking;

/// <summary>A program answers: <c>x-command</c>. The arguments come on its input as JSON, its output is the result.</summary>
/// <remarks>What a failing program complains of is for the person here: the model learns only that it failed.</remarks>
/// <param name="Function">The function's name.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record CommandAnswer(string Function, IReadOnlyList<string> Command) : ToolAnswer
{
    private const int NotFound = 2;

    public override async Task<ToolOutput> ToAsync(string arguments, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(arguments, cancellation);
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            return ToolOutput.Failed(
                $"The function {Function} could not be run.",
                $"The command of {Function}, {Command[0]}, cannot be started: {(failure is Win32Exception { NativeErrorCode: NotFound } ? "there is no such program" : failure.Message)}");
        }
    }

    private async Task<ToolOutput> RunAsync(string arguments, CancellationToken cancellation)
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
            var output = ReadAsync(process.StandardOutput, cancellation);
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            await FeedAsync(process, arguments, cancellation);
            if (await output is not { } said)
            {
                var problem = $"The result of {Function} has more than {ToolOutput.MostBytes} bytes, which is the most that can be sent.";
                return ToolOutput.Failed(problem, problem);
            }

            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? new(said.TrimEnd())
                : ToolOutput.Failed(
                    $"The function {Function} failed with code {process.ExitCode}.",
                    $"The command of {Function} ended with code {process.ExitCode}: {(await complaint).Trim().ReplaceLineEndings(" ")}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // null for more than a model may be sent: some programs never end
    private static async Task<string?> ReadAsync(StreamReader output, CancellationToken cancellation)
    {
        var room = new char[ToolOutput.MostBytes + 1];
        var length = await output.ReadBlockAsync(room, cancellation);
        return length > ToolOutput.MostBytes ? null : new(room, 0, length);
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

using System.ComponentModel;
using System.Diagnostics;

namespace Parley.Devices;

/// <summary>A command that is a microphone or a loudspeaker for us. Disposing ends it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const int MostComplaint = 400;

    private readonly Process _process;
    private readonly string _name;
    private readonly Task<string> _complaint;

    private RunningProgram(Process process, string name)
    {
        (_process, _name) = (process, name);
        _complaint = ReadComplaintAsync(process.StandardError);
    }

    public string Name => _name;

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <exception cref="AudioDeviceException">It cannot be started.</exception>
    public static RunningProgram Start(string program, IReadOnlyList<string> arguments, bool speaks)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardInput = !speaks,
            RedirectStandardOutput = speaks,
        };
        try
        {
            return new(Process.Start(start)!, program);
        }
        catch (Win32Exception failure)
        {
            throw new AudioDeviceException($"The program '{program}' cannot be started: {failure.Message}.", failure);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Null after a good end, or else what it complained of.</returns>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        if (_process.ExitCode == 0) return null;
        var complaint = await _complaint.WaitAsync(cancellationToken);
        return $"The program '{_name}' ended with {_process.ExitCode}{(complaint.Length == 0 ? "." : $": {complaint}")}";
    }

    /// <summary>Gives it no more, and waits until it has done with what it has.</summary>
    public async Task CloseInputAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        await _complaint;
        _process.Dispose();
    }

    /// <summary>Reads all, so that the program never waits for us, and keeps the end.</summary>
    private static async Task<string> ReadComplaintAsync(StreamReader reader)
    {
        var kept = "";
        while (await reader.ReadLineAsync() is { } line) kept = $"{kept} {line}"[^Math.Min(MostComplaint, kept.Length + line.Length + 1)..];
        return kept.Trim();
    }
}

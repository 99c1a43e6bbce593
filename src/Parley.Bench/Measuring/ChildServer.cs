using System.Diagnostics;

namespace Parley.Measuring;

/// <summary>A server that runs as a process of its own for as long as it is measured.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private const string Announcement = "Listening on ";
    private const int KeptLines = 20;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    // a terminal sends Ctrl-C to all that it has started; the server is to live until its figures are taken. It becomes the program, so that its id stays
    private const string Apart = "/usr/bin/setsid";

    // how the load's own sockets are served is not how the server's are to be
    private static readonly string[] OwnVariables = [LoadSockets.InlineVariable, LoadSockets.ThreadsVariable];

    private readonly Process _process;
    private readonly Queue<string> _complaints = new();

    private ChildServer(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts one, which says on its standard output where it listens.</summary>
    /// <exception cref="ServerFailedException">It did not.</exception>
    public static async Task<ChildServer> StartAsync(string program, IReadOnlyList<string> arguments, bool pinned, TimeProvider time, CancellationToken cancellation)
    {
        string[] command = File.Exists(Apart) ? [Apart, program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var variable in OwnVariables)
        {
            start.Environment.Remove(variable);
        }

        var child = new ChildServer(Start(start, pinned));
        try
        {
            child.Address = await child.ListenAsync(time, cancellation);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // a process inherits the core of the thread that starts it
    private static Process Start(ProcessStartInfo start, bool pinned)
    {
        if (!pinned)
        {
            return Process.Start(start)!;
        }

        Process? process = null;
        var thread = new Thread(() =>
        {
            Cores.PinThread(Cores.Server);
            process = Process.Start(start);
        });
        thread.Start();
        thread.Join();
        return process!;
    }

    private async Task<Uri> ListenAsync(TimeProvider time, CancellationToken cancellation)
    {
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
            {
                if (line.StartsWith(Announcement, StringComparison.Ordinal))
                {
                    return new(line[Announcement.Length..]);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ServerFailedException($"The server did not say within {StartTimeout.TotalSeconds:0} s where it listens.");
        }

        await _process.WaitForExitAsync(cancellation);
        throw new ServerFailedException($"The server did not start: {Complaint()}");
    }

    private void Keep(string? line)
    {
        lock (_complaints)
        {
            if (line is { Length: > 0 } && _complaints.Count < KeptLines)
            {
                _complaints.Enqueue(line);
            }
        }
    }

    private string Complaint()
    {
        lock (_complaints)
        {
            return _complaints.Count > 0 ? string.Join(' ', _complaints) : $"it ended with {_process.ExitCode}.";
        }
    }
}

/// <summary>A server that was to be measured does not serve; the message says why in a line.</summary>
internal sealed class ServerFailedException(string message) : Exception(message);

namespace Parley.Measuring;

/// <summary>Reads what can be known of a server beside its sessions.</summary>
/// <param name="address">Where it may tell of itself.</param>
/// <param name="processId">Its process, where it runs on this machine.</param>
internal sealed class ServerGauge(Uri address, string? key, int? processId) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { Timeout = Timeout };

    public async Task<ServerReading> ReadAsync(CancellationToken cancellation)
    {
        var runtime = await RuntimeFigures.OfAsync(_http, address, key, cancellation);
        return new(Process(), runtime);
    }

    public ProcessFigures? Process() => processId is { } id ? ProcessFigures.Of(id) : null;

    public void Dispose() => _http.Dispose();
}

/// <summary>A server at a moment.</summary>
internal sealed record ServerReading(ProcessFigures? Process, RuntimeFigures? Runtime);

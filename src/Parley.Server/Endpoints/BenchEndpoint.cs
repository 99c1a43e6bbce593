using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Parley.Hosting;
using Parley.Realtime;

namespace Parley.Endpoints;

/// <summary><c>/bench</c>: what the process has cost so far, for whoever puts a load on it.</summary>
internal sealed class BenchEndpoint(LiveSessions live) : IDisposable
{
    public const string Path = "/bench";

    private readonly CollectionPauses _pauses = new();

    public Task AnswerAsync(HttpContext http, ApiKey key) =>
        http.Response.WriteAsJsonAsync(Measure(), EndpointJson.Wire.BenchBody, cancellationToken: http.RequestAborted);

    public void Dispose() => _pauses.Dispose();

    private BenchBody Measure()
    {
        using var process = Process.GetCurrentProcess();
        return new(
            Environment.CpuUsage.TotalTime.TotalMilliseconds,
            GC.GetTotalAllocatedBytes(),
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2),
            GC.GetTotalPauseDuration().TotalMilliseconds,
            _pauses.TakeLongest().TotalMilliseconds,
            Environment.WorkingSet,
            process.Threads.Count,
            Timer.ActiveCount,
            live.Count,
            GC.GetTotalMemory(forceFullCollection: false),
            Tape.TotalBytes);
    }
}

/// <summary>What the process has cost since it began, and what it holds now.</summary>
/// <param name="Gen0">Collections of this generation or an older one.</param>
/// <param name="GcPauseMaxMs">The longest pause since the last reading.</param>
/// <param name="HeapBytes">What the collector has not collected yet.</param>
/// <param name="SoundBytes">Sound of conversations, which is kept outside the heap.</param>
internal sealed record BenchBody(
    double CpuMs, long AllocatedBytes, int Gen0, int Gen1, int Gen2, double GcPauseMs, double GcPauseMaxMs, long WorkingSetBytes, int Threads, long Timers, int Sessions, long HeapBytes, long SoundBytes);

using System.Buffers;
using BenchmarkDotNet.Attributes;
using Parley.Connections;

namespace Parley.Benchmarks;

/// <summary>Messages with sound on their way from the session to the task that sends.</summary>
public class OutboxCrossing
{
    private const int DeltaBytes = 6600;

    private readonly Outbox _outbox = new(4 * 1024 * 1024, ArrayPool<byte>.Shared);
    private Task _taking = Task.CompletedTask;
    private long _taken;

    [GlobalSetup]
    public void Setup() => _taking = TakeAsync();

    [GlobalCleanup]
    public Task CleanupAsync()
    {
        _outbox.Complete();
        return _taking;
    }

    [Benchmark(Description = "out: outbox")]
    public long Cross()
    {
        for (var ms = 0; ms < 1000; ms += 100)
        {
            _outbox.Add(new(ArrayPool<byte>.Shared.Rent(DeltaBytes), 0, DeltaBytes));
        }

        return _taken;
    }

    private async Task TakeAsync()
    {
        while (await _outbox.WaitAsync())
        {
            while (_outbox.TryTake(out var message))
            {
                _taken += message.Count;
                _outbox.Sent(message);
            }
        }
    }
}

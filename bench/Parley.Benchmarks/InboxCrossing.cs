using System.Buffers;
using BenchmarkDotNet.Attributes;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Benchmarks;

/// <summary>Events on their way from the client's task to the session's loop, each with the rented message that its sound stands in.</summary>
public class InboxCrossing
{
    private const int BytesPerMs = 48;

    private readonly Inbox _inbox = new(4 * 1024 * 1024);
    private Task _reading = Task.CompletedTask;
    private long _read;

    [Params(20, 100)]
    public int ChunkMs { get; set; }

    [GlobalSetup]
    public void Setup() => _reading = ReadAsync();

    [GlobalCleanup]
    public Task CleanupAsync()
    {
        _inbox.Close();
        return _reading;
    }

    [Benchmark(Description = "in: inbox")]
    public async Task<long> Cross()
    {
        var bytes = ChunkMs * BytesPerMs;
        for (var ms = 0; ms < 1000; ms += ChunkMs)
        {
            var message = ArrayPool<byte>.Shared.Rent(bytes * 4 / 3);
            var append = new InputAudioBufferAppend(message.AsMemory(0, bytes));
            await _inbox.WriteAsync(new(new ClientSpoke(append) { At = DateTimeOffset.UnixEpoch }, bytes, new(ArrayPool<byte>.Shared, message)), CancellationToken.None);
        }

        return _read;
    }

    private async Task ReadAsync()
    {
        while (await _inbox.WaitAsync())
        {
            while (_inbox.TryRead(out var inbound))
            {
                _read += inbound.Bytes;
                inbound.Loan.Return();
            }
        }
    }
}

using System.Buffers;
using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Hosting;
using Parley.Testing;

namespace Parley.Connections;

public sealed class MessageSocketTests : IDisposable
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(15);

    private readonly ManualTimeProvider _time = new();
    private readonly SlowStream _client = new();
    private readonly MessageSocket _socket;
    private bool _isCut;

    public MessageSocketTests()
    {
        var socket = WebSocket.CreateFromStream(_client, new WebSocketCreationOptions { IsServer = true });
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _socket = new(socket, () => _isCut = true, new(new LimitOptions(), ArrayPool<byte>.Shared, _time, new(meters)), NullLogger.Instance);
    }

    [Fact]
    public async Task A_client_that_takes_message_after_message_hears_the_end_however_long_that_takes()
    {
        for (var i = 0; i < 3; i++)
        {
            Send();
        }

        _socket.EndWith(new(CloseFrame.TryAgainLater, "too slow"));
        var ended = _socket.EndAsync(Task.CompletedTask);
        for (var i = 0; i < 4; i++) // the close too
        {
            await _client.OfferedAsync();
            _time.Advance(TimeSpan.FromSeconds(10));
            _client.Take();
        }

        _client.Leave();
        await ended.WaitAsync(TimeSpan.FromMinutes(1));
        _isCut.ShouldBeFalse();
        _socket.Close!.Code.ShouldBe(CloseFrame.TryAgainLater);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_cut()
    {
        Send();
        await _time.TimerAsync(SendTimeout);
        _time.Advance(SendTimeout);
        _isCut.ShouldBeTrue();
        _socket.Close.ShouldBe(CloseFrame.Stalled);
    }

    private void Send()
    {
        _socket.Draft.Write("{}"u8);
        _socket.Send();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _client.Dispose();
    }

    /// <summary>Takes what is written when it is told to, and says nothing.</summary>
    private sealed class SlowStream : Stream
    {
        private readonly SemaphoreSlim _offered = new(0);
        private readonly SemaphoreSlim _taken = new(0);
        private readonly TaskCompletionSource<int> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public Task OfferedAsync() => _offered.WaitAsync();

        public void Take() => _taken.Release();

        public void Leave() => _left.SetResult(0);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _offered.Release();
            await _taken.WaitAsync(cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(_left.Task);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

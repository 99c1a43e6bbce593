using System.Buffers;
using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Null;
using Parley.Sessions;
using Parley.Testing;
using Xunit.Abstractions;

namespace Parley.Connections;

/// <summary>
/// What a second of sound leaves to the collector on its whole way through the server: socket, dialect, session, engines, dialect, socket.
/// All of it runs on the thread that brings the bytes or moves the clock, so that thread's allocations are all there are.
/// </summary>
[Collection(nameof(RouteAllocationTests))]
[CollectionDefinition(nameof(RouteAllocationTests), DisableParallelization = true)]
public sealed class RouteAllocationTests(ITestOutputHelper output)
{
    private const int ChunkMs = 20;
    private const int WarmUp = 50 * 5;
    private const int Counted = 50 * 10;

    [Theory]
    [InlineData(DialectName.Ga)]
    [InlineData(DialectName.Beta)]
    [InlineData(DialectName.Yandex)]
    public async Task A_second_of_sound_that_comes_in_leaves_8_kB_at_most(DialectName dialect)
    {
        var silence = Frame($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(new byte[ChunkMs * 48])}}"}""");
        await using var line = new Line(dialect);
        line.SaysAndHears(Frame("nonsense")).ShouldBeTrue("what is said is answered on this very stack");
        Allocated(() => line.Say(silence), WarmUp);
        PerSecond("in", Allocated(() => line.Say(silence), Counted), Counted * ChunkMs).ShouldBeLessThanOrEqualTo(8_000);
    }

    [Theory]
    [InlineData(DialectName.Ga)]
    [InlineData(DialectName.Beta)]
    [InlineData(DialectName.Yandex)]
    public async Task A_second_of_sound_that_goes_out_leaves_16_kB_at_most(DialectName dialect)
    {
        await using var line = new Line(dialect);
        await AnswerAsync(line);
        var (allocated, deltas) = await AnswerAsync(line);
        deltas.ShouldBe(18, "2 s of sound, less the lead");
        PerSecond("out", allocated, deltas * 100).ShouldBeLessThanOrEqualTo(16_000);
    }

    /// <summary>What an answer allocates, from its first sound that waits to its last.</summary>
    private static async Task<(long Allocated, int Deltas)> AnswerAsync(Line line)
    {
        line.Say(Frame("""{"type":"response.create"}"""));
        await line.Time.TimerAsync(TimeSpan.FromMilliseconds(100));
        var sent = line.Sent;
        var allocated = Allocated(() => line.Time.Advance(TimeSpan.FromMilliseconds(100)), 17);
        var deltas = line.Sent - sent;
        line.Time.Advance(TimeSpan.FromMilliseconds(100)); // the last, and the end
        await line.QuietAsync();
        return (allocated, deltas + 1);
    }

    private long PerSecond(string way, long allocated, int soundMs)
    {
        var perSecond = allocated * 1000 / soundMs;
        output.WriteLine($"{way}: {perSecond} bytes allocated for a second of sound");
        return perSecond;
    }

    private static long Allocated(Action step, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
        {
            step();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A message of a client; a mask of zeros leaves the text as it is.</summary>
    private static byte[] Frame(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        return text.Length < 126
            ? [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text]
            : [0x81, 0xFE, (byte)(text.Length >> 8), (byte)text.Length, 0, 0, 0, 0, .. text];
    }

    /// <summary>A client on a line without a network: what it says is handled before <see cref="Say"/> returns.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly InstantStream _stream = new();
        private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        private readonly LiveSessions _live;
        private readonly MessageSocket _socket;
        private readonly Task _running;

        public Line(DialectName name)
        {
            SynchronizationContext.SetSynchronizationContext(null); // the test runner's would send every answer to another thread
            var manner = Manner.Of(name);
            var webSocket = WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions { IsServer = true });
            var measures = new Measures(_services.GetRequiredService<IMeterFactory>());
            _live = new(new(), new(new(), cores: 1), Time);
            _socket = new(webSocket, webSocket.Abort, new(new(), ArrayPool<byte>.Shared, Time, measures), NullLogger.Instance);
            var pipeline = NullPipeline.Create();
            var sessions = new SessionFactory(Time, NullLoggerFactory.Instance, () => 7);
            _running = new ClientConnection(_socket, manner.Dialect, measures, NullLogger.Instance).RunAsync(
                () => (new(pipeline, SessionFactory.DefaultConfig(pipeline, NullPipeline.Name), new("k"), _live.Take(ApiKey.Of("k", 1)).Seat!), null),
                (admitted, client) => sessions.Open(pipeline, admitted.Config, manner.Policy, client),
                CancellationToken.None);
        }

        public ManualTimeProvider Time { get; } = new();

        /// <summary>Messages that it was sent.</summary>
        public int Sent => _stream.Written;

        public void Say(byte[] frame) => _stream.Give(frame);

        /// <returns>Whether it was answered before this returns.</returns>
        public bool SaysAndHears(byte[] frame)
        {
            var before = Sent;
            Say(frame);
            return Sent > before;
        }

        /// <summary>Ends when an answer is done; time goes on while a sound waits for it, for in cold code one may be set after the clock was moved.</summary>
        public async Task QuietAsync()
        {
            Task<bool> heard;
            do
            {
                heard = _stream.HearsAsync("response.done"u8.ToArray());
                while (await Task.WhenAny(heard, Time.TimerAsync(TimeSpan.FromMilliseconds(100))) != heard)
                {
                    Time.Advance(TimeSpan.FromMilliseconds(100));
                }
            }
            while (!await heard);
        }

        public async ValueTask DisposeAsync()
        {
            _stream.End();
            await _running.WaitAsync(TimeSpan.FromMinutes(3));
            _socket.Dispose();
            _live.Dispose();
            await _services.DisposeAsync();
        }
    }

    /// <summary>What is given is read at once, on the giver's stack; what is written is counted and looked at.</summary>
    private sealed class InstantStream : Stream
    {
        private readonly Channel<byte[]> _given = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true, AllowSynchronousContinuations = true });
        private readonly Channel<byte[]> _heard = Channel.CreateUnbounded<byte[]>();
        private byte[] _rest = [];
        private int _at;

        public int Written { get; private set; }

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Give(byte[] frame) => _given.Writer.TryWrite(frame).ShouldBeTrue();

        public void End() => _given.Writer.Complete();

        public async Task<bool> HearsAsync(byte[] type) => (await _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3))).AsSpan().IndexOf(type) >= 0;

        [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _rest.Length)
            {
                if (!await _given.Reader.WaitToReadAsync(CancellationToken.None) || !_given.Reader.TryRead(out _rest!))
                {
                    return 0;
                }

                _at = 0;
            }

            var count = Math.Min(buffer.Length, _rest.Length - _at);
            _rest.AsSpan(_at, count).CopyTo(buffer.Span);
            _at += count;
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written++;
            if (buffer.Length < 4000) // no sound
            {
                _heard.Writer.TryWrite(buffer.ToArray());
            }

            return default;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

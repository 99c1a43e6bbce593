using System.Buffers;

namespace Parley.Sessions;

public class InboxTests
{
    private readonly Inbox _inbox = new(limitBytes: 1000);

    [Fact]
    public async Task More_than_its_bytes_makes_the_client_wait_and_nobody_else()
    {
        await _inbox.WriteAsync(new(new ClientLeft(), 5000), CancellationToken.None); // one may be as long as it is
        var waiting = _inbox.WriteAsync(new(new ServerStopping(), 1), CancellationToken.None).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        _inbox.TryWrite(new ServerDraining()).ShouldBeTrue();

        Read().ShouldBeOfType<ClientLeft>();
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
        Read().ShouldBeOfType<ServerDraining>();
        Read().ShouldBeOfType<ServerStopping>();
    }

    [Fact]
    public async Task Room_that_was_made_is_made_once()
    {
        for (var i = 0; i < 3; i++)
        {
            await _inbox.WriteAsync(new(new ClientLeft(), 1001), CancellationToken.None);
            using var gone = new CancellationTokenSource();
            var waiting = _inbox.WriteAsync(new(new ClientLeft(), 1), gone.Token).AsTask();
            waiting.IsCompleted.ShouldBeFalse();
            await gone.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(waiting);
            Read();
        }
    }

    [Fact]
    public async Task What_was_given_up_before_it_came_in_takes_no_room()
    {
        while (_inbox.TryWrite(new ServerDraining()))
        {
            // until it is full
        }

        using var gone = new CancellationTokenSource();
        var waiting = _inbox.WriteAsync(new(new ClientLeft(), 5000), gone.Token).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        Read();
        _inbox.WriteAsync(new(new ClientLeft(), 1), CancellationToken.None).AsTask().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_writes_to_an_empty_inbox_runs_its_reader()
    {
        var handled = HandleAsync();
        var writer = Environment.CurrentManagedThreadId;
        var writing = _inbox.WriteAsync(new(new ClientLeft()), CancellationToken.None);
        writing.IsCompletedSuccessfully.ShouldBeTrue();
        handled.IsCompletedSuccessfully.ShouldBeTrue("nobody was woken to read it");
        (await handled).ShouldBe(writer);

        async Task<int> HandleAsync()
        {
            await _inbox.WaitAsync();
            return Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public async Task A_writer_that_had_to_wait_does_not_go_on_upon_its_readers_stack()
    {
        while (_inbox.TryWrite(new ServerDraining()))
        {
            // until it is full
        }

        using var isReading = new ThreadLocal<bool>();
        var writing = WriteAsync();
        isReading.Value = true;
        Read();
        isReading.Value = false;
        (await writing.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeFalse("an engine that blocks would have blocked the session");

        async Task<bool> WriteAsync()
        {
            await _inbox.WriteAsync(new(new ClientLeft()), CancellationToken.None);
            return isReading.Value;
        }
    }

    [Fact]
    public async Task What_nobody_will_read_is_given_back()
    {
        var pool = new LendingPool();
        await _inbox.WriteAsync(Lent(), CancellationToken.None);
        _inbox.Clear();
        await Should.ThrowAsync<OperationCanceledException>(_inbox.WriteAsync(Lent(), CancellationToken.None).AsTask());
        pool.Lent.ShouldBe(0);

        Inbound Lent() => new(new ClientLeft(), 10, new(pool, pool.Rent(10)));
    }

    private SessionInput Read()
    {
        _inbox.TryRead(out var inbound).ShouldBeTrue();
        return inbound.Input;
    }

    private sealed class LendingPool : ArrayPool<byte>
    {
        public int Lent { get; private set; }

        public override byte[] Rent(int minimumLength)
        {
            Lent++;
            return new byte[minimumLength];
        }

        public override void Return(byte[] array, bool clearArray = false) => Lent--;
    }
}

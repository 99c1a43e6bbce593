namespace Parley.Sessions;

public class InboxTests
{
    private readonly Inbox _inbox = new(limitBytes: 1000);

    [Fact]
    public async Task More_than_its_bytes_makes_the_client_wait_and_nobody_else()
    {
        await _inbox.WriteAsync(new ClientLeft(), 5000, CancellationToken.None); // one may be as long as it is
        var waiting = _inbox.WriteAsync(new ServerStopping(), 1, CancellationToken.None).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        _inbox.TryWrite(new ServerDraining()).ShouldBeTrue();

        (await _inbox.ReadAsync(CancellationToken.None)).ShouldBeOfType<ClientLeft>();
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
        (await _inbox.ReadAsync(CancellationToken.None)).ShouldBeOfType<ServerDraining>();
        (await _inbox.ReadAsync(CancellationToken.None)).ShouldBeOfType<ServerStopping>();
    }

    [Fact]
    public async Task Room_that_was_made_is_made_once()
    {
        for (var i = 0; i < 3; i++)
        {
            await _inbox.WriteAsync(new ClientLeft(), 1001, CancellationToken.None);
            using var gone = new CancellationTokenSource();
            var waiting = _inbox.WriteAsync(new ClientLeft(), 1, gone.Token).AsTask();
            waiting.IsCompleted.ShouldBeFalse();
            await gone.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(waiting);
            await _inbox.ReadAsync(CancellationToken.None);
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
        var waiting = _inbox.WriteAsync(new ClientLeft(), 5000, gone.Token).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await _inbox.ReadAsync(CancellationToken.None);
        _inbox.WriteAsync(new ClientLeft(), 1, CancellationToken.None).AsTask().IsCompleted.ShouldBeTrue();
    }
}

namespace Parley.Listening;

public sealed class ErrandTests
{
    [Fact]
    public async Task One_that_is_called_off_is_cancelled_and_lets_go_of_its_session()
    {
        var token = CancellationToken.None;
        var asked = new TaskCompletionSource();
        var errand = new Errand<bool>(async cancellation =>
        {
            token = cancellation;
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return true;
        }, CancellationToken.None);
        await asked.Task;
        await errand.CallOffAsync();
        errand.Done.IsCanceled.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => token.WaitHandle); // its source is linked to the session's no more
    }

    [Fact]
    public async Task One_that_is_done_lets_go_too()
    {
        var token = CancellationToken.None;
        var errand = new Errand<bool>(cancellation => Task.FromResult((token = cancellation).CanBeCanceled), CancellationToken.None);
        (await errand.Done).ShouldBeTrue();
        await errand.CallOffAsync();
        Should.Throw<ObjectDisposedException>(() => token.WaitHandle);
    }
}

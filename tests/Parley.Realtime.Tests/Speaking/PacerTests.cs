using Parley.Testing;

namespace Parley.Speaking;

public sealed class PacerTests
{
    private static readonly TimeSpan Delta = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Sound_within_the_lead_goes_at_once_and_then_in_real_time()
    {
        var pacer = new Pacer(_time, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++)
        {
            Wait(pacer).IsCompletedSuccessfully.ShouldBeTrue();
        }

        var next = Wait(pacer);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await next;
    }

    [Fact]
    public void A_listener_who_ran_dry_earns_no_credit()
    {
        var pacer = new Pacer(_time, TimeSpan.FromSeconds(1));
        Wait(pacer).IsCompleted.ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 10; i++)
        {
            Wait(pacer).IsCompleted.ShouldBeTrue();
        }

        Wait(pacer).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancellation_ends_the_wait()
    {
        var pacer = new Pacer(_time, TimeSpan.Zero);
        using var cancel = new CancellationTokenSource();
        await pacer.WaitAsync(Delta, cancel.Token);
        var waiting = pacer.WaitAsync(Delta, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private static Task Wait(Pacer pacer) => pacer.WaitAsync(Delta, CancellationToken.None).AsTask();
}

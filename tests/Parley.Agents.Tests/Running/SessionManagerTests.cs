using Parley.Running;
using Parley.Testing;

namespace Parley.Tests.Running;

public sealed class SessionManagerTests
{
    [Fact]
    public async Task Sessions_are_found_by_name_and_end_when_nobody_cares()
    {
        await using var booth = await Booth.OpenAsync();
        var time = new ManualTimeProvider();
        await using var manager = new SessionManager(maxSessions: 2, TimeSpan.FromMinutes(1), time);
        var runner = new RealtimeRunner(new("Ada"), booth.Endpoint, booth.Options() with { Time = time });
        var (first, second) = (await manager.CreateAsync("a", runner), await manager.CreateAsync("b", runner));
        (await Should.ThrowAsync<InvalidOperationException>(manager.CreateAsync("b", runner))).Message.ShouldBe("There is a session 'b' already.");
        (await Should.ThrowAsync<InvalidOperationException>(manager.CreateAsync("c", runner))).Message.ShouldStartWith("There are 2 sessions");

        time.Advance(TimeSpan.FromSeconds(40));
        manager.Get("a").ShouldBe(first);
        time.Advance(TimeSpan.FromSeconds(30));
        await manager.RemoveStaleAsync();

        manager.Get("a").ShouldBe(first);
        manager.Get("b").ShouldBeNull();
        await second.UntilAsync(_ => false).ShouldThrowAsync<InvalidOperationException>(); // it has ended
        (await manager.RemoveAsync("a")).ShouldBeTrue();
        (await manager.RemoveAsync("a")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_manager_that_is_disposed_of_ends_all_and_begins_none()
    {
        await using var booth = await Booth.OpenAsync();
        var manager = new SessionManager();
        var runner = new RealtimeRunner(new("Ada"), booth.Endpoint, booth.Options());
        await manager.CreateAsync("a", runner);
        await manager.DisposeAsync();
        manager.Count.ShouldBe(0);
        await manager.CreateAsync("b", runner).ShouldThrowAsync<InvalidOperationException>();
    }
}

namespace Parley.Buffering;

public class PlayedLedgerTests
{
    private readonly PlayedLedger _ledger = new();

    [Fact]
    public void Who_is_not_known_has_played_nothing() => _ledger.Played("nobody", 0).ShouldBe(0);

    [Fact]
    public void What_the_device_holds_is_not_heard_yet()
    {
        _ledger.Hand(_ledger.Of("a"), 30);
        _ledger.Played("a", 50).ShouldBe(0);
        _ledger.Underway(50).ShouldBe(30);
        _ledger.Hand(_ledger.Of("a"), 40);
        _ledger.Played("a", 50).ShouldBe(20);
        _ledger.Underway(50).ShouldBe(50);
    }

    [Fact]
    public void Silence_behind_it_pushes_it_out()
    {
        _ledger.Hand(_ledger.Of("a"), 100);
        _ledger.Hand(null, 20);
        _ledger.Played("a", 50).ShouldBe(70);
        _ledger.Underway(50).ShouldBe(30);
        _ledger.Hand(null, 500);
        _ledger.Played("a", 50).ShouldBe(100);
        _ledger.Underway(50).ShouldBe(0);
    }

    [Fact]
    public void Items_are_counted_apart()
    {
        _ledger.Hand(_ledger.Of("a"), 100);
        _ledger.Hand(_ledger.Of("b"), 30);
        _ledger.Played("a", 50).ShouldBe(80);
        _ledger.Played("b", 50).ShouldBe(0);
        _ledger.Hand(_ledger.Of("b"), 30);
        _ledger.Played("a", 50).ShouldBe(100);
        _ledger.Played("b", 50).ShouldBe(10);
        _ledger.Underway(50).ShouldBe(50);
    }

    [Fact]
    public void Sound_after_silence_is_all_that_is_under_way()
    {
        _ledger.Hand(_ledger.Of("a"), 100);
        _ledger.Hand(null, 100);
        _ledger.Hand(_ledger.Of("a"), 10);
        _ledger.Underway(50).ShouldBe(10);
    }

    [Fact]
    public void Of_many_items_the_oldest_is_forgotten()
    {
        for (var i = 0; i <= 1024; i++) _ledger.Hand(_ledger.Of($"{i}"), 10);
        _ledger.Played("0", 0).ShouldBe(0);
        _ledger.Played("1", 0).ShouldBe(10);
        _ledger.Played("1024", 0).ShouldBe(10);
    }
}

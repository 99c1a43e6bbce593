namespace Parley.Conversations;

public sealed class IdsTests
{
    [Fact]
    public void Ids_have_the_prefixes_and_lengths_of_the_service()
    {
        var ids = new Ids(1);
        ids.Event().ShouldMatch("^event_[0-9A-Za-z]{21}$");
        ids.Item().ShouldMatch("^item_[0-9A-Za-z]{21}$");
        ids.Response().ShouldMatch("^resp_[0-9A-Za-z]{21}$");
        ids.Conversation().ShouldMatch("^conv_[0-9A-Za-z]{21}$");
        ids.Session().ShouldMatch("^sess_[0-9A-Za-z]{21}$");
        ids.Call().ShouldMatch("^call_[0-9A-Za-z]{16}$");
    }

    [Fact]
    public void Ids_are_unique()
    {
        var ids = new Ids(0);
        Enumerable.Range(0, 100_000).Select(_ => ids.Event()).Distinct().Count().ShouldBe(100_000);
    }

    [Fact]
    public void A_seed_names_everything_the_same_and_another_differently()
    {
        First(42).ShouldBe(First(42));
        First(42).Intersect(First(43)).ShouldBeEmpty();

        static string[] First(ulong seed)
        {
            var ids = new Ids(seed);
            return [.. Enumerable.Range(0, 100).Select(_ => ids.Item())];
        }
    }
}

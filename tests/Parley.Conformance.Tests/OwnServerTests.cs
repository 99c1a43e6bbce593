using Parley.Dialects;
using Parley.Judging;
using Parley.Server;

namespace Parley;

/// <summary>Every check of the suite against our own server, in every dialect where it has a meaning.</summary>
public sealed class OwnServerTests(OwnServerTests.Run run) : IClassFixture<OwnServerTests.Run>
{
    // what comes with other parts of the product
    private static readonly int[] NotYet = [74, 94, 99, 100];

    public static IEnumerable<object[]> Rows => ConformanceSuite.Checks
        .Where(check => !NotYet.Contains(check.Number))
        .SelectMany(check => check.Dialects.Select(dialect => new object[] { check.Number, check.Title, dialect }));

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_holds(int number, string title, DialectName dialect)
    {
        var verdict = run.Judgement.Verdicts.Single(each => each.Check == number && each.Dialect == dialect);
        verdict.Outcome.ShouldBe(Outcome.Held, $"[{number}] {title}: {verdict.Reason}");
    }

    [Fact]
    public void Only_what_is_still_to_come_is_skipped() =>
        run.Judgement.Verdicts.Where(verdict => verdict.Outcome == Outcome.Skipped).Select(verdict => verdict.Check).Distinct().ShouldBe(NotYet);

    [Fact]
    public void There_is_a_check_for_each_number_from_1_to_100() =>
        ConformanceSuite.Checks.Select(check => check.Number).Order().ShouldBe(Enumerable.Range(1, 100));

    /// <summary>One run for all rows: they spend their time waiting, so they wait together.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private ParleyServer? _server;

        public Judgement Judgement { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _server = await OwnServer.StartAsync();
            Judgement = await new ConformanceSuite(OwnServer.At(_server.Address), new() { Parallel = 24 }).RunAsync(null, CancellationToken.None);
        }

        public async Task DisposeAsync() => await _server!.DisposeAsync();
    }
}

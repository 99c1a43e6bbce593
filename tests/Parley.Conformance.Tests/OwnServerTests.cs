using Parley.Dialects;
using Parley.Judging;
using Parley.Server;

namespace Parley;

/// <summary>Every check of the suite against our own server, in every dialect where it has a meaning.</summary>
public sealed class OwnServerTests(OwnServerTests.Run run) : IClassFixture<OwnServerTests.Run>
{
    public static TheoryData<int, string, DialectName> Rows { get; } = [.. ConformanceSuite.Checks.SelectMany(check => check.Dialects.Select(dialect => (check.Number, check.Title, dialect)))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_holds(int number, string title, DialectName dialect)
    {
        var verdict = run.Judgement.Verdicts.Single(each => each.Check == number && each.Dialect == dialect);
        verdict.Outcome.ShouldNotBe(Outcome.Failed, $"[{number}] {title}: {verdict.Reason}");
    }

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

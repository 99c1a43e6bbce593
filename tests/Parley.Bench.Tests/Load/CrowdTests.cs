using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Dialects;
using Parley.Measuring;
using Parley.Server;
using Parley.Testing;
using Parley.Transport;

namespace Parley.Load;

/// <summary>The load itself, against a server in this process whose engines follow a script.</summary>
public class CrowdTests
{
    private const string Key = "sk-crowd-tests";
    private const string Long = "This is an answer that nobody is going to hear to its end."; // three seconds of sound

    private static readonly CallPlan Manner = new() { ShortestPause = default, LongestPause = TimeSpan.FromMilliseconds(40), ProbePeriod = TimeSpan.FromMilliseconds(500) };

    private readonly FigureBook _book = new();

    [Theory]
    [InlineData(DialectName.Ga), InlineData(DialectName.Beta), InlineData(DialectName.Yandex)]
    public async Task A_caller_takes_its_turns(DialectName dialect)
    {
        var chat = new ScriptedChatClient().Reply("Hello.").Reply(Long).Reply("Sorry.")
            .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?>())] }).Reply("Sunny.");
        using var watched = new WatchedChat(chat, calls: 6);
        await using var server = await StartAsync(watched);

        await using (var crowd = new Crowd(Plan(), EndpointOf(server) with { Dialect = dialect }, _book, TimeProvider.System))
        {
            await crowd.GrowAsync(1, CancellationToken.None);
            crowd.Held.ShouldBe(1);
            await watched.Called;
            (crowd.Arrivals.Asked.Value, crowd.Arrivals.Opened.Count, crowd.Arrivals.Refusals.Total).ShouldBe((1, 1L, 0));
            crowd.SessionTime.ShouldBeGreaterThan(TimeSpan.Zero);
        }

        var figures = _book.Page;
        (figures.Turns.Value, figures.BargeIns.Value, figures.ToolCalls.Value, figures.Unanswered.Value).ShouldBe((3, 1, 1, 0));
        (figures.Started.Count, figures.Cancelled.Count, figures.FirstAudio.Count, figures.OutputAnswered.Count, figures.Answered.Count).ShouldBe((5L, 1L, 3L, 1L, 4L));
        figures.Updated.Count.ShouldBeGreaterThan(0);
        figures.OutOfOrder.ToDictionary().ShouldBeEmpty();
        figures.Errors.ToDictionary().ShouldBeEmpty();
        figures.Closes.ToDictionary().ShouldBeEmpty();
        figures.DeltasAfterCancel.Value.ShouldBe(0);
    }

    [Fact]
    public async Task It_grows_and_shrinks_and_the_server_is_told()
    {
        using var chat = new ScriptedChatClient();
        await using var server = await StartAsync(chat);
        await using var crowd = new Crowd(Plan() with { IsIdle = true, ConnectRate = 10_000 }, EndpointOf(server), _book, TimeProvider.System);

        await crowd.GrowAsync(12, CancellationToken.None);
        server.Live.Count.ShouldBe(12);

        await crowd.ShrinkAsync(5, CancellationToken.None);
        crowd.Held.ShouldBe(5);
        server.Live.Count.ShouldBe(5);
        _book.Page.Closes.Total.ShouldBe(0); // they have left by themselves
    }

    [Fact]
    public async Task Refusals_are_counted_by_their_reason()
    {
        using var chat = new ScriptedChatClient();
        await using var server = await StartAsync(chat, options => options with { Configure = settings => settings.Limits.MaxSessions = 2 });
        await using var crowd = new Crowd(Plan() with { IsIdle = true }, EndpointOf(server), _book, TimeProvider.System);

        await crowd.GrowAsync(5, CancellationToken.None);

        (crowd.Held, crowd.Arrivals.Asked.Value, crowd.Arrivals.Refused.Count).ShouldBe((2, 5, 3L));
        crowd.Arrivals.Refusals.ToDictionary().ShouldBe([KeyValuePair.Create("HTTP 503", 3)]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_refuses()
    {
        await using var crowd = new Crowd(Plan() with { IsIdle = true }, new(new("http://127.0.0.1:1"), "parley"), _book, TimeProvider.System);

        await crowd.GrowAsync(2, CancellationToken.None);

        crowd.Arrivals.Refusals.ToDictionary().ShouldBe([KeyValuePair.Create("ConnectionRefused", 2)]);
    }

    [Fact]
    public async Task Sessions_that_the_server_ends_are_counted_by_the_code_of_their_close()
    {
        using var chat = new ScriptedChatClient();
        await using var server = await StartAsync(chat, options => options with { Configure = settings => settings.Limits.DrainSeconds = 0 });
        await using var crowd = new Crowd(Plan() with { IsIdle = true }, EndpointOf(server), _book, TimeProvider.System);
        await crowd.GrowAsync(3, CancellationToken.None);

        await server.StopAsync(CancellationToken.None);
        await crowd.EmptiedAsync();

        _book.Page.Closes.Total.ShouldBe(3);
    }

    private static LoadPlan Plan() => new(Speech.Vowel(TimeSpan.FromMilliseconds(200), Manner.Chunk)) { Manner = Manner };

    private static RealtimeEndpoint EndpointOf(ParleyServer server) => new(server.Address, "parley") { ApiKey = Key };

    private static Task<ParleyServer> StartAsync(IChatClient chat, Func<ParleyServerOptions, ParleyServerOptions>? change = null)
    {
        var options = new ParleyServerOptions
        {
            Port = 0,
            Keys = [Key],
            Pipelines = [new ScriptedPipeline().Named("parley") with { Chat = chat, Lead = TimeSpan.FromMilliseconds(200) }],
            Logging = logging => logging.SetMinimumLevel(LogLevel.None),
        };
        return ParleyServer.StartAsync(change?.Invoke(options) ?? options, CancellationToken.None);
    }

    /// <summary>Tells when the model has been called so often, and keeps that call waiting.</summary>
    private sealed class WatchedChat(IChatClient inner, int calls) : DelegatingChatClient(inner)
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public Task Called => _called.Task.WaitAsync(TimeSpan.FromMinutes(1)); // only so that what never comes fails instead of hanging

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _calls) == calls)
            {
                _called.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                yield return update;
            }
        }
    }
}

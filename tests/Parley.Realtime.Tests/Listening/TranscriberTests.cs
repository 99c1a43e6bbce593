using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Realtime;

namespace Parley.Listening;

/// <summary>What sessions ask of the engine that they share.</summary>
public sealed class TranscriberTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1); // a test that waits in vain fails, rather than never ending

    private readonly PatientSpeechToText _engine = new();
    private readonly RunningWork _running = new(onBug: () => { });
    private readonly Channel<(string ItemId, Transcript Transcript)> _reports = Channel.CreateUnbounded<(string, Transcript)>();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task The_many_utterances_of_one_session_leave_the_engine_to_others()
    {
        var (greedy, modest) = (Transcriber(), Transcriber());
        foreach (var item in new[] { "g1", "g2", "g3" })
        {
            Utter(greedy, item);
        }

        Utter(modest, "m1");
        PatientSpeechToText.Call[] first = [await _engine.NextAsync(), await _engine.NextAsync()];
        first.Select(call => call.Word).ShouldBe(["g1", "m1"], ignoreOrder: true);
        foreach (var expected in new[] { "g1", "g2", "g3" })
        {
            var call = first.FirstOrDefault(call => call.Word == expected) ?? await _engine.NextAsync();
            call.Word.ShouldBe(expected);
            _engine.Begun.Count(begun => begun.Word != "m1" && !begun.Answer.Task.IsCompleted).ShouldBe(1);
            call.Say(expected);
            (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe((expected, new FinalTranscript(expected)));
        }
    }

    [Fact]
    public async Task A_guess_becomes_the_final()
    {
        var transcriber = Transcriber();
        Begin(transcriber, "a");
        transcriber.Anticipate("a");
        var guess = await _engine.NextAsync();
        guess.IsGuess.ShouldBeTrue();
        transcriber.Finish("a");
        guess.Say("hello");
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new FinalTranscript("hello")));
        _engine.Begun.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_guess_is_told_where_the_turns_end_hangs_on_it()
    {
        var transcriber = Transcriber();
        transcriber.Begin("a", Request("a") with { Guesses = true });
        transcriber.Feed("a", new short[1600]);
        transcriber.Anticipate("a");
        (await _engine.NextAsync()).Say("hello and");
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new GuessedTranscript("hello and")));
        transcriber.Finish("a");
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new FinalTranscript("hello and")));
    }

    [Fact]
    public async Task A_guess_that_the_engine_declines_is_asked_for_again_when_it_is_the_final()
    {
        var transcriber = Transcriber();
        Begin(transcriber, "a");
        transcriber.Anticipate("a");
        (await _engine.NextAsync()).Decline();
        transcriber.Finish("a");
        var final = await _engine.NextAsync();
        final.IsGuess.ShouldBeFalse();
        final.Say("hello");
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new FinalTranscript("hello")));
    }

    [Fact]
    public async Task A_guess_begins_when_the_one_before_has_stopped()
    {
        var transcriber = Transcriber();
        Begin(transcriber, "a");
        transcriber.Anticipate("a");
        var first = await _engine.NextAsync();
        for (var pause = 0; pause < 5; pause++)
        {
            transcriber.Feed("a", new short[1600]);
            transcriber.Anticipate("a");
        }

        var stopped = first.StopAsync();
        _engine.Begun.Count.ShouldBe(1);
        await stopped.WaitAsync(Patience);
        (await _engine.NextAsync()).Say("hello");
        transcriber.Finish("a");
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new FinalTranscript("hello")));
        _engine.Begun.Count.ShouldBe(2); // the ones in between were never asked for
    }

    [Fact]
    public async Task A_guess_waits_for_the_final_before()
    {
        var transcriber = Transcriber();
        Utter(transcriber, "a");
        var final = await _engine.NextAsync();
        Begin(transcriber, "b");
        transcriber.Anticipate("b");
        final.Say("one");
        (await _engine.NextAsync()).IsGuess.ShouldBeTrue();
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ItemId.ShouldBe("a"); // reported before the guess was asked for
    }

    [Fact]
    public async Task A_long_utterance_is_not_guessed()
    {
        var transcriber = Transcriber();
        Begin(transcriber, "a");
        transcriber.Feed("a", new short[Utterance.LongestGuessMs * 16]);
        transcriber.Anticipate("a");
        transcriber.Finish("a");
        var final = await _engine.NextAsync();
        final.IsGuess.ShouldBeFalse();
        final.Say("at length");
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new FinalTranscript("at length")));
        _engine.Begun.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_abandoned_final_of_an_ended_session_is_stopped()
    {
        using var ends = new CancellationTokenSource();
        var transcriber = Transcriber(sessionEnds: ends.Token);
        Utter(transcriber, "a");
        Utter(transcriber, "b");
        var final = await _engine.NextAsync();
        await ends.CancelAsync();
        transcriber.Stop();
        var stopped = _running.EndAsync();
        stopped.IsCompleted.ShouldBeFalse(); // the engine has not stopped yet
        await final.StopAsync();
        await stopped.WaitAsync(Patience);
        _engine.Begun.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_preparations_one_runs_at_a_time_and_the_newest_is_made()
    {
        using var ends = new CancellationTokenSource();
        var transcriber = Transcriber(sessionEnds: ends.Token);
        transcriber.Prepare(Request("first"));
        var first = await _engine.NextPreparationAsync();
        for (var i = 0; i < 100; i++)
        {
            transcriber.Prepare(Request($"{i}"));
        }

        _engine.Prepared.Count.ShouldBe(1);
        await first.StopAsync();
        var last = await _engine.NextPreparationAsync();
        last.Word.ShouldBe("99");
        _engine.Prepared.Count.ShouldBe(2);
        await ends.CancelAsync();
        transcriber.Stop();
        var stopped = _running.EndAsync();
        await last.StopAsync();
        await stopped.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(1500, 1500)]
    [InlineData(null, 2000)]
    public async Task A_partial_says_how_much_sound_it_is_of_by_the_engines_word_or_else_by_what_it_was_fed(int? endMs, int expected)
    {
        using var engine = new PatientSpeechToText { Updates = [new("hel") { EndTime = endMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null }] };
        var transcriber = Transcriber(engine);
        transcriber.Begin("a", Request("a") with { Partials = true });
        transcriber.Feed("a", new short[2000 * 16]);
        (await _reports.Reader.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(("a", new PartialTranscript("hel", expected)));
    }

    private Transcriber Transcriber(ISpeechToTextClient? engine = null, CancellationToken sessionEnds = default) =>
        new(_ => engine ?? _engine, Deadline, TimeProvider.System, (itemId, transcript) => _reports.Writer.WriteAsync((itemId, transcript)), _running, NullLogger.Instance, sessionEnds);

    private static TranscriptionRequest Request(string word) => new("en", null, [word], Partials: false);

    private static void Begin(Transcriber transcriber, string itemId)
    {
        transcriber.Begin(itemId, Request(itemId));
        transcriber.Feed(itemId, new short[1600]);
    }

    private static void Utter(Transcriber transcriber, string itemId)
    {
        Begin(transcriber, itemId);
        transcriber.Finish(itemId);
    }
}

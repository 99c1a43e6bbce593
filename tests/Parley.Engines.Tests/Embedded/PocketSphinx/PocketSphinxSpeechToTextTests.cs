using System.IO.Pipelines;
using Microsoft.Extensions.AI;
using Parley.Listening;

namespace Parley.Embedded.PocketSphinx;

public sealed class PocketSphinxSpeechToTextTests(Recogniser shared) : IClassFixture<Recogniser>
{
    private const string Lamp = "turn on the lamp in the kitchen";
    private const string Pizza = "i would like a large pizza with cheese";

    private static readonly SpeechToTextOptions Home = Options("turn_on_lamp", "Turns on a lamp in a room", "kitchen", "bedroom");
    private static readonly SpeechToTextOptions Food = Options("order_pizza", "Orders a pizza with toppings", "cheese", "large", "olives");

    [Fact]
    public async Task Partial_transcripts_arrive_before_the_audio_ends()
    {
        var recogniser = shared.Client;
        var speech = await Flite.SayAsync(Lamp);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(speech.AsMemory());
        var updates = new List<SpeechToTextResponseUpdate>();
        await foreach (var update in recogniser.GetStreamingTextAsync(pipe.Reader.AsStream(), Home))
        {
            updates.Add(update);
            // the stream is still open: only what was decoded so far can have brought this
            if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdating && update.Text.Contains("lamp"))
                await pipe.Writer.CompleteAsync();
        }

        updates.Count.ShouldBeGreaterThan(3);
        updates[..^1].ShouldAllBe(update => update.Kind == SpeechToTextResponseUpdateKind.TextUpdating);
        updates[..^1].Select(update => update.Text).ShouldBeUnique();
        updates[^1].Kind.ShouldBe(SpeechToTextResponseUpdateKind.TextUpdated);
        updates[^1].Text.ShouldContain("lamp");
    }

    [Fact]
    public async Task The_whole_utterance_is_heard_at_least_as_well_as_the_stream()
    {
        var recogniser = shared.Client;
        var (streamed, whole) = (0, 0);
        foreach (var (said, options) in new[] { (Lamp, Home), (Pizza, Food), ("is the lamp in the bedroom on", Home), ("two pizzas with olives please", Food) })
        {
            var speech = await Flite.SayAsync(said);
            streamed += WordErrors.Between(said, (await LastAsync(recogniser, speech, options))!);
            whole += WordErrors.Between(said, await HearAsync(recogniser, speech, options));
        }

        whole.ShouldBeLessThanOrEqualTo(streamed);
        whole.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_cancelled_stream_ends_and_its_decoder_hears_the_next_one()
    {
        using var recogniser = new PocketSphinxSpeechToText(new PocketSphinxOptions(Decoders: 2));
        var speech = await Flite.SayAsync(Lamp);
        for (var turn = 0; turn < 3; turn++)
        {
            using var hangUp = new CancellationTokenSource();
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            await pipe.Writer.WriteAsync(speech.AsMemory(0, speech.Length / 2));
            await Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in recogniser.GetStreamingTextAsync(pipe.Reader.AsStream(), Home, hangUp.Token))
                    await hangUp.CancelAsync();
            });
        }

        (await LastAsync(recogniser, speech, Home)).ShouldNotBeNull().ShouldContain("lamp");
    }

    [Fact]
    public async Task A_cancelled_utterance_ends_and_leaves_its_decoder_usable()
    {
        using var recogniser = new PocketSphinxSpeechToText(new PocketSphinxOptions(Decoders: 1));
        var speech = await Flite.SayAsync(Lamp);
        using var hangUp = new CancellationTokenSource();
        var call = recogniser.GetTextAsync(new MemoryStream([.. Enumerable.Repeat(speech, 20).SelectMany(s => s)]), Home, hangUp.Token);
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        (await HearAsync(recogniser, speech, Home)).ShouldBe(Lamp);
    }

    [Fact]
    public async Task A_short_utterance_is_heard_while_somebody_else_goes_on_and_on_and_who_is_cancelled_stops()
    {
        using var recogniser = new PocketSphinxSpeechToText(new PocketSphinxOptions(Decoders: 1));
        var speech = await Flite.SayAsync(Lamp);
        using var hangUp = new CancellationTokenSource();
        var endless = recogniser.GetTextAsync(new MemoryStream([.. Enumerable.Repeat(speech, 200).SelectMany(s => s)]), Home, hangUp.Token);
        (await HearAsync(recogniser, speech, Home)).ShouldBe(Lamp);
        endless.IsCompleted.ShouldBeFalse();
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(endless);
        (await HearAsync(recogniser, speech, Home)).ShouldBe(Lamp);
    }

    [Fact]
    public async Task A_long_utterance_is_heard_piece_by_piece_as_well_as_in_one()
    {
        var pause = new byte[16000];
        var speech = await Flite.SayAsync(Lamp);
        var heard = await HearAsync(shared.Client, [.. Enumerable.Repeat((byte[])[.. speech, .. pause], 12).SelectMany(s => s)], Home);
        heard.ShouldBe(string.Join(' ', Enumerable.Repeat(Lamp, 12)));
    }

    [Fact]
    public async Task Whole_utterances_queue_and_streams_do_without_when_all_decoders_are_leased()
    {
        using var recogniser = new PocketSphinxSpeechToText(new PocketSphinxOptions(Decoders: 2));
        var speech = await Flite.SayAsync(Lamp);
        var pipe = new Pipe();
        await using var talking = recogniser.GetStreamingTextAsync(pipe.Reader.AsStream(), Home).GetAsyncEnumerator();
        var first = talking.MoveNextAsync();

        (await LastAsync(recogniser, speech, Home)).ShouldBeNull();
        var heard = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HearAsync(recogniser, speech, Home)));
        heard.ShouldAllBe(text => text == Lamp);

        await pipe.Writer.CompleteAsync();
        (await first).ShouldBeTrue();
        talking.Current.Kind.ShouldBe(SpeechToTextResponseUpdateKind.TextUpdated);
        (await talking.MoveNextAsync()).ShouldBeFalse();
        (await LastAsync(recogniser, speech, Home)).ShouldNotBeNull().ShouldContain("lamp");
    }

    [Fact]
    public async Task Parallel_utterances_of_different_agents_do_not_mix()
    {
        using var recogniser = new PocketSphinxSpeechToText(new PocketSphinxOptions(Decoders: 4));
        var (lamp, pizza) = (await Flite.SayAsync(Lamp), await Flite.SayAsync(Pizza));
        var heard = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? HearAsync(recogniser, lamp, Home) : HearAsync(recogniser, pizza, Food)));
        heard.Where((_, i) => i % 2 == 0).ShouldAllBe(text => text == Lamp);
        heard.Where((_, i) => i % 2 == 1).ShouldAllBe(text => text == Pizza);
    }

    [Fact]
    public async Task A_prepared_vocabulary_is_heard_through_the_warm_up_interface()
    {
        var recogniser = shared.Client;
        await ((ISpeechToTextClient)recogniser).GetService<IVocabularyWarmup>().ShouldNotBeNull().PrepareAsync(Home);
        (await HearAsync(recogniser, await Flite.SayAsync(Lamp), Home)).ShouldBe(Lamp);
    }

    [Fact]
    public async Task More_agents_than_the_cache_holds_are_all_heard()
    {
        using var recogniser = new PocketSphinxSpeechToText(new PocketSphinxOptions(Decoders: 2, CachedVocabularies: 1));
        var (lamp, pizza, brand) = (await Flite.SayAsync(Lamp), await Flite.SayAsync(Pizza), await Flite.SayAsync("open the brandolux dashboard"));
        for (var turn = 0; turn < 2; turn++)
        {
            (await HearAsync(recogniser, lamp, Home)).ShouldBe(Lamp);
            (await HearAsync(recogniser, pizza, Food)).ShouldBe(Pizza);
            (await HearAsync(recogniser, brand, Options("open_dashboard", "Brandolux dashboard"))).ShouldContain("brandolux");
        }
    }

    [Fact]
    public async Task A_word_that_no_dictionary_lists_is_heard()
    {
        var recogniser = shared.Client;
        var heard = await HearAsync(recogniser, await Flite.SayAsync("open the brandolux dashboard"), Options("open_dashboard", "Brandolux dashboard"));
        heard.ShouldContain("brandolux");
    }

    [Fact]
    public async Task Silence_and_nothing_at_all_have_no_words()
    {
        var recogniser = shared.Client;
        (await HearAsync(recogniser, [], Home)).ShouldBe("");
        (await HearAsync(recogniser, new byte[32000], Home)).ShouldBe("");
    }

    [Fact]
    public async Task Without_a_vocabulary_plain_english_is_heard()
    {
        var recogniser = shared.Client;
        const string said = "the children were playing in the garden when it began to rain";
        WordErrors.Between(said, await HearAsync(recogniser, await Flite.SayAsync(said), null)).ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("de-DE")]
    public async Task Another_language_is_refused_by_name_and_with_a_way_out(string language)
    {
        var recogniser = shared.Client;
        var options = new SpeechToTextOptions { SpeechLanguage = language };
        var refusal = await Should.ThrowAsync<NotSupportedException>(recogniser.GetTextAsync(new MemoryStream(), options));
        refusal.Message.ShouldContain($"'{language}'");
        refusal.Message.ShouldContain("English only");
        refusal.Message.ShouldContain("Install a recogniser of that language");
        await Should.ThrowAsync<NotSupportedException>(
            recogniser.GetStreamingTextAsync(new MemoryStream(), options).GetAsyncEnumerator().MoveNextAsync().AsTask());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("en-GB")]
    [InlineData("EN_us")]
    public async Task English_of_any_country_is_taken(string language)
    {
        var recogniser = shared.Client;
        (await recogniser.GetTextAsync(new MemoryStream(), new SpeechToTextOptions { SpeechLanguage = language })).Text.ShouldBe("");
    }

    [Fact]
    public async Task Another_sample_rate_is_refused()
    {
        var recogniser = shared.Client;
        var refusal = await Should.ThrowAsync<ArgumentException>(
            recogniser.GetTextAsync(new MemoryStream(), new SpeechToTextOptions { SpeechSampleRate = 24000 }));
        refusal.Message.ShouldContain("24000 Hz");
        refusal.Message.ShouldContain("16000 Hz");
    }

    [Fact]
    public async Task A_vocabulary_that_is_not_a_list_of_strings_is_refused()
    {
        var recogniser = shared.Client;
        var options = new SpeechToTextOptions { AdditionalProperties = new() { ["vocabulary"] = 7 } };
        (await Should.ThrowAsync<ArgumentException>(recogniser.GetTextAsync(new MemoryStream(), options))).Message.ShouldContain("list of strings");
    }

    [Fact]
    public void The_probe_names_the_package_that_brings_a_missing_model()
    {
        PocketSphinxSpeechToText.Probe().Available.ShouldBeTrue();
        var elsewhere = new PocketSphinxOptions(ModelDirectory: "/nowhere");
        var missing = PocketSphinxSpeechToText.Probe(elsewhere);
        missing.Available.ShouldBeFalse();
        missing.Packages.ShouldBe(["pocketsphinx-en-us"]);
        Should.Throw<DllNotFoundException>(() => new PocketSphinxSpeechToText(elsewhere)).Message.ShouldContain("apt-get install pocketsphinx-en-us");
    }

    private static SpeechToTextOptions Options(params string[] vocabulary) =>
        new() { SpeechLanguage = "en", SpeechSampleRate = 16000, AdditionalProperties = new() { ["vocabulary"] = vocabulary } };

    private static async Task<string> HearAsync(PocketSphinxSpeechToText recogniser, byte[] speech, SpeechToTextOptions? options) =>
        (await recogniser.GetTextAsync(new MemoryStream(speech), options)).Text;

    private static async Task<string?> LastAsync(PocketSphinxSpeechToText recogniser, byte[] speech, SpeechToTextOptions? options)
    {
        string? last = null;
        await foreach (var update in recogniser.GetStreamingTextAsync(new MemoryStream(speech), options))
            last = update.Text;
        return last;
    }
}

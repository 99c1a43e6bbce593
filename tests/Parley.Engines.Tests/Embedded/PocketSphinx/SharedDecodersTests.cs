using Microsoft.Extensions.AI;

namespace Parley.Embedded.PocketSphinx;

/// <summary>What one session may take from the decoders that all share.</summary>
public sealed class SharedDecodersTests : IDisposable
{
    private const string Lamp = "turn on the lamp in the kitchen";

    private static readonly string[] Home = ["turn_on_lamp", "Turns on a lamp in a room", "kitchen", "bedroom"];

    private readonly PocketSphinxSpeechToText _recogniser = new(new PocketSphinxOptions(Decoders: 1));
    private readonly CancellationTokenSource _hangUp = new();

    public void Dispose()
    {
        _recogniser.Dispose();
        _hangUp.Dispose();
    }

    [Fact]
    public async Task A_guess_is_answered_by_an_idle_decoder_and_declined_when_there_is_none()
    {
        var speech = await Flite.SayAsync(Lamp);
        (await GuessAsync(speech)).Text.ShouldBe(Lamp);
        var talking = await TalkAsync(speech);
        var declined = await GuessAsync(speech);
        declined.AdditionalProperties.ShouldNotBeNull()["declined"].ShouldBe(true);
        talking.ShouldAllBe(call => !call.IsCompleted);
        await HangUpAsync(talking);
    }

    [Fact]
    public async Task A_cancelled_call_ends_when_its_decoder_is_idle_again()
    {
        var speech = await Flite.SayAsync(Lamp);
        await HangUpAsync(await TalkAsync(speech));
        var guess = await GuessAsync(speech);
        guess.AdditionalProperties.ShouldBeNull();
        guess.Text.ShouldBe(Lamp);
    }

    [Fact]
    public async Task A_warm_up_waits_for_no_decoder()
    {
        var speech = await Flite.SayAsync(Lamp);
        var talking = await TalkAsync(speech);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _recogniser.PrepareAsync(Options([$"order_pizza_{i}", "Orders a pizza"]))));
        talking.ShouldAllBe(call => !call.IsCompleted);
        await HangUpAsync(talking);
    }

    // two, so that the decoder goes from one to the other and is never idle
    private async Task<Task[]> TalkAsync(byte[] speech)
    {
        byte[] endless = [.. Enumerable.Repeat(speech, 100).SelectMany(s => s)];
        Task[] talking = [.. Enumerable.Range(0, 2).Select(_ => _recogniser.GetTextAsync(new MemoryStream(endless), Options(Home), _hangUp.Token))];
        await _recogniser.GetTextAsync(new MemoryStream(speech), Options(Home)); // heard between their pieces: both have begun
        return talking;
    }

    private async Task HangUpAsync(Task[] talking)
    {
        await _hangUp.CancelAsync();
        foreach (var call in talking)
            await Should.ThrowAsync<OperationCanceledException>(call);
    }

    private Task<SpeechToTextResponse> GuessAsync(byte[] speech)
    {
        var options = Options(Home);
        options.AdditionalProperties!["speculative"] = true;
        return _recogniser.GetTextAsync(new MemoryStream(speech), options);
    }

    private static SpeechToTextOptions Options(string[] vocabulary) => new() { AdditionalProperties = new() { ["vocabulary"] = vocabulary } };
}

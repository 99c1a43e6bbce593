using Microsoft.Extensions.AI;
using Parley.Listening;
using Parley.Testing;

namespace Parley.Hosting;

public class SparingSpeechToTextTests
{
    private bool _isStrained = true;

    [Fact]
    public async Task While_the_server_is_strained_nothing_is_guessed()
    {
        var sparing = Sparing();
        Speculation.IsDeclined(await sparing.GetTextAsync(Sound(), Guess())).ShouldBeTrue();
        _isStrained = false;
        Speculation.IsDeclined(await sparing.GetTextAsync(Sound(), Guess())).ShouldBeFalse();
    }

    [Fact]
    public async Task While_the_server_is_strained_speech_that_goes_on_is_not_followed()
    {
        var sparing = Sparing();
        (await sparing.GetStreamingTextAsync(Sound()).ToListAsync()).ShouldBeEmpty();
        _isStrained = false;
        (await sparing.GetStreamingTextAsync(Sound()).ToListAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_waited_for_is_always_transcribed()
    {
        var response = await Sparing().GetTextAsync(Sound(), new());
        Speculation.IsDeclined(response).ShouldBeFalse();
        response.Text.ShouldNotBeEmpty();
    }

    [Fact]
    public void All_recognisers_of_a_model_spare_the_server()
    {
        var model = new ScriptedPipeline().Named("parley") with { TranscriptionModels = [new("whisper-1"), new("other", new ScriptedSpeechToText())] };
        var sparing = SparingSpeechToText.In(model, () => _isStrained);
        sparing.SpeechToText.ShouldBeOfType<SparingSpeechToText>();
        sparing.TranscriptionModels.Select(each => each.Name).ShouldBe(["whisper-1", "other"]);
        sparing.TranscriptionModels[0].Recognizer.ShouldBeNull();
        sparing.TranscriptionModels[1].Recognizer.ShouldBeOfType<SparingSpeechToText>();
    }

    private SparingSpeechToText Sparing() => new(new ScriptedSpeechToText { Partials = ["hello"] }, () => _isStrained);

    private static MemoryStream Sound() => new(Tone.Pcm16(500));

    private static SpeechToTextOptions Guess()
    {
        var options = new SpeechToTextOptions();
        Speculation.Ask(options);
        return options;
    }
}

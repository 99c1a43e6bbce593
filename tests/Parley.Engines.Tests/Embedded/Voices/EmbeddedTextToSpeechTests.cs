using Microsoft.Extensions.AI;
using Parley.Embedded.Espeak;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Voices;

public sealed class EmbeddedTextToSpeechTests
{
    [Theory]
    [InlineData("Good morning", null, "audio/pcm;rate=16000")]
    [InlineData("Доброе утро", null, "audio/pcm;rate=22050")]
    [InlineData("Доброе утро", "en", "audio/pcm;rate=22050")]
    [InlineData("Guten Morgen", "de-DE", "audio/pcm;rate=22050")]
    public async Task English_goes_to_flite_and_the_rest_to_espeak(string text, string? language, string mediaType)
    {
        using var speech = new EmbeddedTextToSpeech();

        var said = await Recording.OfAsync(speech, text, new() { Language = language, VoiceId = "a name of no voice" });

        said.MediaType.ShouldBe(mediaType);
        said.Rms.ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task Every_voice_of_the_catalogue_speaks_its_language()
    {
        using var speech = new EmbeddedTextToSpeech();
        // espeak-ng reads no digits in Hebrew
        HashSet<string> heard = [];
        foreach (var voice in EmbeddedVoices.All)
        {
            var said = await Recording.OfAsync(speech, voice.Language == "he" ? "שלום" : "123", new() { Language = voice.Language, VoiceId = voice.Name });
            said.Rms.ShouldBeGreaterThan(300, voice.Name);
            heard.Add(Convert.ToHexString(said.Pcm)).ShouldBeTrue($"{voice.Name} sounds like another voice");
        }
    }

    [Fact]
    public async Task A_voice_of_a_language_speaks_it_unless_another_is_asked_for_or_written()
    {
        using var speech = new EmbeddedTextToSpeech();

        var german = await Recording.OfAsync(speech, "Guten Morgen", new() { Language = "de", VoiceId = "de-male" });
        (await Recording.OfAsync(speech, "Guten Morgen", new() { VoiceId = "de-male" })).Pcm.ShouldBe(german.Pcm);
        (await Recording.OfAsync(speech, "Guten Morgen", new() { Language = "en", VoiceId = "de-male" })).MediaType.ShouldBe("audio/pcm;rate=16000");
        var russian = await Recording.OfAsync(speech, "Доброе утро", new() { Language = "ru", VoiceId = "de-male" });
        (await Recording.OfAsync(speech, "Доброе утро", new() { VoiceId = "de-male" })).Pcm.ShouldBe(russian.Pcm);
    }

    [Theory]
    [InlineData("en", true), InlineData("de-DE", true), InlineData("el", true)]
    [InlineData("xx", false), InlineData("", false), InlineData("german", false)]
    public async Task What_it_speaks_is_known(string language, bool spoken) =>
        (await EmbeddedTextToSpeech.SpeaksAsync(language, CancellationToken.None)).ShouldBe(spoken);

    [Fact]
    public async Task Without_flite_espeak_speaks_english()
    {
        using var speech = new EmbeddedTextToSpeech(flite: null, new EspeakTextToSpeech());

        (await Recording.OfAsync(speech, "Good morning")).MediaType.ShouldBe("audio/pcm;rate=22050");
    }

    [Fact]
    public async Task The_options_of_the_caller_are_not_changed()
    {
        using var speech = new EmbeddedTextToSpeech();
        var options = new TextToSpeechOptions { VoiceId = "alloy" };

        await Recording.OfAsync(speech, "Доброе утро", options);

        options.VoiceId.ShouldBe("alloy");
        options.Language.ShouldBeNull();
    }

    [Fact]
    public async Task Speed_reaches_the_engine()
    {
        using var speech = new EmbeddedTextToSpeech();

        foreach (var text in new[] { "Good morning, how are you?", "Доброе утро, как дела?" })
        {
            var normal = await Recording.OfAsync(speech, text);
            (await Recording.OfAsync(speech, text, new() { Speed = 1.5f })).Samples.ShouldBeLessThan((int)(normal.Samples * 0.85));
        }
    }
}

using Parley.Embedded.Utterances;

namespace Parley.Embedded.Voices;

public sealed class EmbeddedVoicesTests
{
    private const string English = "Good morning. The quick brown fox jumps over the lazy dog, while we were away a year ago.";
    private const string Russian = "Доброе утро. Сегодня хорошая погода, мы пойдём гулять в парк.";

    [Theory]
    [InlineData("en", 2, 2, English)]
    [InlineData("ru", 2, 2, Russian)]
    public async Task The_voices_of_a_language_differ_audibly_and_women_speak_higher_than_men(string language, int women, int men, string text)
    {
        using var speech = new EmbeddedTextToSpeech();
        List<(EmbeddedVoice Voice, Acoustics Sound)> heard = [];
        foreach (var voice in EmbeddedVoices.All.Where(voice => voice.Language == language))
        {
            var said = await Recording.OfAsync(speech, text, new() { VoiceId = voice.Name, Language = language });
            heard.Add((voice, Acoustics.Of(said.Span, said.Rate)));
        }

        foreach (var (one, other) in heard.SelectMany((one, i) => heard.Skip(i + 1).Select(other => (one, other))))
        {
            var pitch = Math.Abs(Math.Log(one.Sound.MedianPitch / other.Sound.MedianPitch));
            var timbre = Math.Abs(Math.Log(one.Sound.Centroid / other.Sound.Centroid));
            (pitch > 0.08 || timbre > 0.15).ShouldBeTrue($"{one} and {other} sound alike");
        }

        var (female, male) = (heard.Where(v => v.Voice.Gender == VoiceGender.Female).ToList(), heard.Where(v => v.Voice.Gender == VoiceGender.Male).ToList());
        female.Count.ShouldBeGreaterThanOrEqualTo(women);
        male.Count.ShouldBeGreaterThanOrEqualTo(men);
        female.Min(v => v.Sound.MedianPitch).ShouldBeGreaterThan(male.Max(v => v.Sound.MedianPitch) * 1.08);
    }

    [Fact]
    public async Task All_english_voices_are_about_equally_loud_and_none_is_clipped()
    {
        using var speech = new EmbeddedTextToSpeech();
        foreach (var voice in EmbeddedVoices.All.Where(voice => voice.Language == "en"))
        {
            var said = await Recording.OfAsync(speech, English, new() { VoiceId = voice.Name });
            said.Rms.ShouldBeInRange(2400, 3600, voice.Name);
            said.Span.ContainsAny([short.MaxValue, short.MinValue]).ShouldBeFalse(voice.Name);
        }
    }

    [Theory]
    [InlineData("alloy", "en", "slt")]
    [InlineData("ALLOY", "en-US", "slt")]
    [InlineData("shimmer", "en", "slt-bright")]
    [InlineData("ash", "en", "rms")]
    [InlineData("cedar", "en", "rms-deep")]
    [InlineData("filipp", "ru-RU", "ru-male")]
    [InlineData("alena", "ru", "ru-female")]
    [InlineData("jane", "ru", "ru-female-2")]
    [InlineData("ermil", "ru", "ru-male-2")]
    [InlineData("rms", "ru", "ru-male")]
    [InlineData("slt-bright", "de", "de-female-2")]
    [InlineData("ru-male", "en", "rms")]
    [InlineData("nobody has heard of", "en", "slt")]
    [InlineData("", "ru", "ru-female")]
    [InlineData(null, "ru", "ru-female")]
    [InlineData("ash", "is", "is-male")]
    public void A_name_is_never_refused(string? name, string language, string expected) =>
        EmbeddedVoices.Resolve(name, language).Name.ShouldBe(expected);

    [Theory]
    [InlineData("ash", VoiceGender.Male)]
    [InlineData("marin", VoiceGender.Female)]
    [InlineData(null, VoiceGender.Female)]
    public void Without_flite_espeak_speaks_english_in_the_same_gender(string? name, VoiceGender gender)
    {
        var voice = EmbeddedVoices.Resolve(name, "en", flite: false);

        voice.Engine.ShouldBe("espeak-ng");
        voice.Gender.ShouldBe(gender);
    }

    [Fact]
    public void Every_client_name_has_a_voice_of_its_own_gender_in_both_languages()
    {
        foreach (var name in ClientVoices.Names)
            EmbeddedVoices.Resolve(name, "en").Gender.ShouldBe(EmbeddedVoices.Resolve(name, "ru").Gender, name);
    }

    [Fact]
    public void Names_are_unique() => EmbeddedVoices.All.Select(voice => voice.Name).ShouldBeUnique();
}

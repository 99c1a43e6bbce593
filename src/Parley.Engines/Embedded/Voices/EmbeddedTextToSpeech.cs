using Microsoft.Extensions.AI;
using Parley.Embedded.Espeak;
using Parley.Embedded.Flite;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Voices;

/// <summary>Speaks with what is installed: English with flite, every other language (English too, where flite is missing) with espeak-ng.</summary>
/// <remarks>
/// The language is <c>options.Language</c>, or else that of the embedded voice named, unless the text is written in another script; the voice is <see cref="EmbeddedVoices.Resolve(string?, string)"/>
/// of <c>options.VoiceId</c>, which refuses no name. Sound is headerless 16-bit mono PCM; the two engines differ in rate,
/// which each update's media type says (<c>audio/pcm;rate=16000</c> or <c>22050</c>). <c>Speed</c> and <c>Pitch</c> are factors.
/// </remarks>
public sealed class EmbeddedTextToSpeech : ITextToSpeechClient
{
    private readonly TextToSpeechClientMetadata _metadata = new("embedded");
    private readonly ITextToSpeechClient? _flite;
    private readonly ITextToSpeechClient _espeak;

    /// <summary>Takes flite if it is installed.</summary>
    public EmbeddedTextToSpeech()
        : this(FliteTextToSpeech.Probe().Available ? new FliteTextToSpeech() : null, new EspeakTextToSpeech())
    {
    }

    internal EmbeddedTextToSpeech(ITextToSpeechClient? flite, ITextToSpeechClient espeak) => (_flite, _espeak) = (flite, espeak);

    /// <summary>What is installed and what is not, of each engine.</summary>
    public static IReadOnlyList<EngineProbe> Probe() => [FliteTextToSpeech.Probe(), EspeakTextToSpeech.Probe()];

    /// <summary>Whether there is a voice for a language: one of <see cref="EmbeddedVoices.All"/>, or one that espeak-ng has besides, if it is installed.</summary>
    /// <param name="language">BCP 47.</param>
    /// <param name="cancellation">Ends the question to espeak-ng.</param>
    public static async Task<bool> SpeaksAsync(string language, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(language);
        return EmbeddedVoices.All.Any(voice => string.Equals(voice.Language, language.Split('-')[0], StringComparison.OrdinalIgnoreCase))
            || (EspeakTextToSpeech.Probe().Available && await EspeakTextToSpeech.HasLanguageAsync(language, cancellation));
    }

    /// <inheritdoc/>
    public Task<TextToSpeechResponse> GetAudioAsync(
        string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (engine, asked) = Route(text, options);
        return engine.GetAudioAsync(text, asked, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (engine, asked) = Route(text, options);
        return engine.GetStreamingAudioAsync(text, asked, cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(TextToSpeechClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : _flite?.GetService(serviceType, serviceKey) ?? _espeak.GetService(serviceType, serviceKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _flite?.Dispose();
        _espeak.Dispose();
    }

    private (ITextToSpeechClient Engine, TextToSpeechOptions Asked) Route(string text, TextToSpeechOptions? options)
    {
        ArgumentNullException.ThrowIfNull(text);
        var language = SpokenLanguage.Of(text, options?.Language ?? EmbeddedVoices.Find(options?.VoiceId)?.Language);
        var voice = EmbeddedVoices.Resolve(options?.VoiceId, language, flite: _flite is not null);
        var asked = options?.Clone() ?? new TextToSpeechOptions();
        asked.Language = language;
        asked.VoiceId = voice.EngineVoice;
        return (voice.Engine == "flite" && _flite is not null ? _flite : _espeak, asked);
    }
}

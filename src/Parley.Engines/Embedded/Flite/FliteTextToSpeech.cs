using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Flite;

/// <summary>Speaks English with flite, in this process: 16-bit PCM, mono, 16 kHz, headerless.</summary>
/// <remarks>
/// <c>VoiceId</c> names a speaker (an unknown one is the default), <c>Speed</c> 0.25 to 4 and <c>Pitch</c> 0.5 to 2 are
/// factors; <c>AudioFormat</c>, <c>Volume</c>, <c>Language</c> and <c>ModelId</c> are ignored. Sound comes while synthesis still runs; one
/// sentence per call is the quickest, a longer text is spoken piece by piece, each when the one before has been read.
/// Two runs of the same text have the same length but not the same samples: the voices' breath is random.
/// </remarks>
public sealed class FliteTextToSpeech : ITextToSpeechClient
{
    /// <summary>The media type of every update.</summary>
    public const string MediaType = "audio/pcm;rate=16000";

    private readonly Lazy<FliteWorkers> _workers = new(() => new FliteWorkers(FliteWorkers.DefaultCount));
    private readonly TextToSpeechClientMetadata _metadata = new("flite", providerUri: null, FliteVoice.Default.Id);

    /// <summary>Whether flite can run here; otherwise which library is missing, and its Debian package.</summary>
    public static EngineProbe Probe() => FliteLibrary.Probe();

    /// <inheritdoc/>
    public Task<TextToSpeechResponse> GetAudioAsync(
        string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        SpeechUpdates.JoinAsync(GetStreamingAudioAsync(text, options, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">flite is not installed; the message names the library and the package.</exception>
    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var piece in TextPieces.Of(text))
        {
            if (FliteText.From(piece) is not { } ascii)
                continue;
            await foreach (var pcm in SpeakAsync(ascii, options, cancellationToken))
                yield return SpeechUpdates.Of(pcm, MediaType);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(TextToSpeechClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_workers.IsValueCreated)
            _workers.Value.Dispose();
    }

    private async IAsyncEnumerable<byte[]> SpeakAsync(
        string ascii, TextToSpeechOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var utterance = new FliteUtterance(
            ascii, FliteVoice.Named(options?.VoiceId), Factor(options?.Speed, 0.25, 4), Factor(options?.Pitch, 0.5, 2), leaving.Token);
        _workers.Value.Speak(utterance);
        try
        {
            await foreach (var pcm in utterance.Sound.ReadUntilCancelledAsync(cancellationToken))
                yield return pcm;
        }
        finally
        {
            // The reader is gone, heard out or not: a synthesis that still runs ends at its next chunk.
            await leaving.CancelAsync();
        }
    }

    private static double Factor(float? wanted, double least, double most) =>
        wanted is { } factor && float.IsFinite(factor) ? Math.Clamp(factor, least, most) : 1;
}

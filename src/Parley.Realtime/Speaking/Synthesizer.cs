using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Parley.Audio;

namespace Parley.Speaking;

/// <summary>How an answer shall sound.</summary>
/// <param name="Language">ISO 639-1, or null to go by the text.</param>
public sealed record VoiceSettings(string Voice, string? Language, double Speed, PcmFormat Format);

/// <summary>Sentence in, sound in the wire format out. The one place that knows <see cref="ITextToSpeechClient"/>.</summary>
/// <remarks>Engines give headerless 16-bit mono PCM; its rate stands in the media type, <c>audio/pcm;rate=16000</c>.</remarks>
internal sealed class Synthesizer(ITextToSpeechClient engine, VoiceSettings voice)
{
    private const int DefaultRate = 24000;

    /// <exception cref="InvalidOperationException">The engine gave something that is not PCM.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(string sentence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var options = new TextToSpeechOptions { VoiceId = voice.Voice, Language = voice.Language, Speed = (float)voice.Speed, AudioFormat = "pcm" };
        AudioEncoder? encoder = null;
        byte[] half = []; // engines stream bytes, and cut them where they like
        await foreach (var update in engine.GetStreamingAudioAsync(sentence, options, cancellation))
        {
            foreach (var sound in update.Contents.OfType<DataContent>())
            {
                encoder ??= new(RateOf(sound.MediaType), voice.Format);
                byte[] bytes = [.. half, .. sound.Data.Span];
                half = bytes.Length % 2 == 0 ? [] : bytes[^1..];
                yield return Encode(encoder, bytes);
            }
        }

        if (encoder is not null)
        {
            var tail = new byte[encoder.MaxFlush];
            yield return tail.AsMemory(0, encoder.Flush(tail));
        }
    }

    private static ReadOnlyMemory<byte> Encode(AudioEncoder encoder, ReadOnlySpan<byte> pcm)
    {
        var samples = MemoryMarshal.Cast<byte, short>(pcm);
        var bytes = new byte[encoder.MaxBytes(samples.Length)];
        return bytes.AsMemory(0, encoder.Encode(samples, bytes));
    }

    private static int RateOf(string mediaType)
    {
        if (!mediaType.StartsWith("audio/pcm", StringComparison.OrdinalIgnoreCase) && !mediaType.StartsWith("audio/l16", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"The text-to-speech engine gave '{mediaType}'. Expected headerless 16-bit mono PCM, 'audio/pcm;rate=…'.");
        }

        const string Rate = "rate=";
        var at = mediaType.IndexOf(Rate, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? DefaultRate : int.Parse(mediaType[(at + Rate.Length)..].Split(';')[0].Trim());
    }
}

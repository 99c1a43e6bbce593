using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Parley.Audio;
using Parley.Embedded.Voices;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>A text spoken by the embedded voices, as one piece of sound.</summary>
internal static class EmbeddedSpeech
{
    private const int LowestRate = 16000;

    /// <exception cref="CommandException">The voice's engine is not installed, or has nothing to say.</exception>
    public static async Task<Sound> OfAsync(string text, TextToSpeechOptions options, CancellationToken cancellation)
    {
        using var voices = new EmbeddedTextToSpeech();
        var samples = new List<short>();
        var rate = LowestRate;
        try
        {
            await foreach (var update in voices.GetStreamingAudioAsync(text, options, cancellation))
            {
                foreach (var piece in update.Contents.OfType<DataContent>())
                {
                    rate = RateOf(piece.MediaType);
                    samples.AddRange(MemoryMarshal.Cast<byte, short>(piece.Data.Span));
                }
            }
        }
        catch (Exception missing) when (missing is DllNotFoundException or FileNotFoundException or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new CommandException(missing.Message, missing);
        }

        return samples.Count > 0
            ? new(rate, samples.ToArray())
            : throw new CommandException($"There is nothing to speak in '{text}'.");
    }

    private static int RateOf(string mediaType) =>
        mediaType.IndexOf("rate=", StringComparison.Ordinal) is >= 0 and var at && int.TryParse(mediaType.AsSpan(at + "rate=".Length), out var rate)
            ? rate
            : throw new InvalidOperationException($"The voices speak '{mediaType}'; audio/pcm with a rate was expected.");
}

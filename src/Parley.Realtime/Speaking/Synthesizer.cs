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

    private byte[] _whole = []; // a piece with the half sample before it, where there was one
    private byte[] _encoded = [];

    /// <summary>Speaks one sentence after the other.</summary>
    /// <returns>Pieces, each good until the next is asked for.</returns>
    /// <exception cref="InvalidOperationException">The engine gave something that is not PCM.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(string sentence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var options = new TextToSpeechOptions { VoiceId = voice.Voice, Language = voice.Language, Speed = (float)voice.Speed, AudioFormat = "pcm" };
        AudioEncoder? encoder = null;
        byte? half = null; // engines stream bytes, and cut them where they like
        await foreach (var update in engine.GetStreamingAudioAsync(sentence, options, cancellation))
        {
            foreach (var content in update.Contents)
            {
                if (content is DataContent sound)
                {
                    encoder ??= new(RateOf(sound.MediaType), voice.Format);
                    yield return Encode(encoder, Whole(sound.Data, ref half).Span);
                }
            }
        }

        if (encoder is not null)
        {
            var room = Room(encoder.MaxFlush);
            yield return room[..encoder.Flush(room.Span)];
        }
    }

    private ReadOnlyMemory<byte> Whole(ReadOnlyMemory<byte> piece, ref byte? half)
    {
        if (half is { } before)
        {
            if (_whole.Length <= piece.Length)
            {
                _whole = new byte[piece.Length + 1];
            }

            _whole[0] = before;
            piece.CopyTo(_whole.AsMemory(1));
            piece = _whole.AsMemory(0, piece.Length + 1);
        }

        half = piece.Length % 2 == 0 ? null : piece.Span[^1];
        return piece[..(piece.Length / 2 * 2)];
    }

    private ReadOnlyMemory<byte> Encode(AudioEncoder encoder, ReadOnlySpan<byte> pcm)
    {
        var samples = MemoryMarshal.Cast<byte, short>(pcm);
        var room = Room(encoder.MaxBytes(samples.Length));
        return room[..encoder.Encode(samples, room.Span)];
    }

    private Memory<byte> Room(int bytes)
    {
        if (_encoded.Length < bytes)
        {
            _encoded = new byte[bytes];
        }

        return _encoded.AsMemory(0, bytes);
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

using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Utterances;

/// <summary>All that a voice said.</summary>
internal sealed record Recording(byte[] Pcm, int Chunks, string? MediaType)
{
    public int Samples => Pcm.Length / 2;

    public ReadOnlySpan<short> Span => MemoryMarshal.Cast<byte, short>(Pcm);

    public int Rate => int.Parse(MediaType!.Split("rate=")[1]);

    public double Rms
    {
        get
        {
            double sum = 0;
            foreach (var sample in Span)
                sum += (double)sample * sample;
            return Math.Sqrt(sum / Math.Max(1, Samples));
        }
    }

    public static async Task<Recording> OfAsync(ITextToSpeechClient voice, string text, TextToSpeechOptions? options = null)
    {
        using var pcm = new MemoryStream();
        var chunks = 0;
        string? mediaType = null;
        await foreach (var update in voice.GetStreamingAudioAsync(text, options))
        {
            update.Kind.ShouldBe(TextToSpeechResponseUpdateKind.AudioUpdating);
            var content = update.Contents.ShouldHaveSingleItem().ShouldBeOfType<DataContent>();
            content.Data.IsEmpty.ShouldBeFalse();
            (content.Data.Length % 2).ShouldBe(0);
            pcm.Write(content.Data.Span);
            mediaType = content.MediaType;
            chunks++;
        }

        return new(pcm.ToArray(), chunks, mediaType);
    }
}

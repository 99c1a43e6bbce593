using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Running;

namespace Parley.Talking;

/// <summary>A whole question at once: text, sound, or both, and then the wish for an answer.</summary>
internal sealed record Question(Sound? Sound, string? Text)
{
    private const int ChunkMs = 100;

    public async Task AskAsync(RealtimeSession session)
    {
        if (Text is not null)
        {
            await session.SendMessageAsync(Text, answer: Sound is null);
        }

        if (Sound is not null)
        {
            var pcm = MemoryMarshal.AsBytes(Sound.Samples.Span).ToArray();
            var chunk = PcmFormat.Pcm16(Sound.SampleRate).BytesForMs(ChunkMs);
            for (var start = 0; start < pcm.Length; start += chunk)
            {
                await session.SendAudioAsync(pcm.AsMemory(start, Math.Min(chunk, pcm.Length - start)));
            }

            await session.CommitAudioAsync();
        }
    }
}

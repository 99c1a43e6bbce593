using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Protocol;

namespace Parley.Talking;

/// <summary>A whole question at once: text, sound, or both, and then the wish for an answer.</summary>
internal sealed record Question(Sound? Sound, string? Text)
{
    private const int ChunkMs = 100;

    /// <param name="progress">From 0 to 1.</param>
    public async Task AskAsync(Talk talk, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (Text is not null)
        {
            await talk.SendAsync(new ConversationItemCreate(new MessageItem(Role.User, [new InputText(Text)])), cancellation);
        }

        if (Sound is not null)
        {
            var pcm = MemoryMarshal.AsBytes(Sound.Samples.Span).ToArray();
            var chunk = PcmFormat.Pcm16(Sound.SampleRate).BytesForMs(ChunkMs);
            for (var start = 0; start < pcm.Length; start += chunk)
            {
                await talk.SendAsync(new InputAudioBufferAppend(pcm.AsMemory(start, Math.Min(chunk, pcm.Length - start))), cancellation);
                progress?.Report((double)start / pcm.Length);
            }

            await talk.SendAsync(new InputAudioBufferCommit(), cancellation);
        }

        await talk.SendAsync(new ResponseCreate(), cancellation);
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Parley.Embedded.Utterances;

/// <summary>Reads the sound of one piece of text, and hands out nothing more once its reader has cancelled.</summary>
internal static class SoundReader
{
    // ChannelReader.ReadAllAsync would still hand out everything already buffered after a cancellation.
    public static async IAsyncEnumerable<byte[]> ReadUntilCancelledAsync(
        this ChannelReader<byte[]> sound, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await sound.WaitToReadAsync(cancellationToken))
        {
            while (sound.TryRead(out var pcm))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return pcm;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}

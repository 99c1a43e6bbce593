using Microsoft.Extensions.AI;

namespace Parley.Embedded.Utterances;

/// <summary>Sound as the speech abstractions carry it: headerless 16-bit little-endian mono PCM whose rate is in the media type.</summary>
internal static class SpeechUpdates
{
    public static TextToSpeechResponseUpdate Of(ReadOnlyMemory<byte> pcm, string mediaType) =>
        new([new DataContent(pcm, mediaType)]) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating };

    /// <summary>The whole utterance as one content; no content when nothing was spoken.</summary>
    public static async Task<TextToSpeechResponse> JoinAsync(
        IAsyncEnumerable<TextToSpeechResponseUpdate> updates, CancellationToken cancellationToken)
    {
        using var sound = new MemoryStream();
        string? mediaType = null;
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            foreach (var content in update.Contents.OfType<DataContent>())
            {
                mediaType = content.MediaType;
                sound.Write(content.Data.Span);
            }
        }

        return mediaType is null ? new TextToSpeechResponse([]) : new TextToSpeechResponse([new DataContent(sound.ToArray(), mediaType)]);
    }
}

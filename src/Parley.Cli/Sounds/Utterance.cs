using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>Something to say to a server: speech without the silence around it, so that its length is known.</summary>
internal static class Utterance
{
    private const string Sentence = "Hello, could you please help me with something today?";

    // quieter than speech, louder than what recordings hiss
    private const int Audible = 500;

    /// <summary>16-bit PCM at the protocol's rate.</summary>
    public static ReadOnlyMemory<byte> Of(Sound sound, string name)
    {
        var samples = sound.At(SoundFile.SampleRate).Samples;
        var first = samples.Span.IndexOfAnyExceptInRange((short)-Audible, (short)Audible);
        var last = samples.Span.LastIndexOfAnyExceptInRange((short)-Audible, (short)Audible);
        return last - first > SoundFile.SampleRate / 2
            ? MemoryMarshal.AsBytes(samples.Span[first..(last + 1)]).ToArray()
            : throw new CommandException($"{name} holds less than half a second of speech.");
    }

    /// <summary>A sentence of the embedded voice.</summary>
    public static async Task<ReadOnlyMemory<byte>> EmbeddedAsync(CancellationToken cancellation) =>
        Of(await EmbeddedSpeech.OfAsync(Sentence, new() { Language = "en" }, cancellation), "the embedded voice");
}

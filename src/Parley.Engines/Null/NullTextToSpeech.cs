using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace Parley.Null;

/// <summary>A voice that hums for two seconds, whatever the text. All answers are the same memory.</summary>
internal sealed class NullTextToSpeech : ITextToSpeechClient
{
    public const int Seconds = 2;

    private const int SampleRate = 24000;
    private const int PieceSamples = SampleRate / 10;
    private const int CyclesInPiece = 44; // a whole number, so that pieces join without a click
    private const double Amplitude = 4000;

    private static readonly TextToSpeechResponseUpdate[] Answer = [.. Enumerable.Repeat(Piece(), Seconds * SampleRate / PieceSamples)];

    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingAudioAsync(text, options, cancellationToken).ToTextToSpeechResponseAsync(cancellationToken);

    public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        Answer.ToAsyncEnumerable();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }

    private static TextToSpeechResponseUpdate Piece()
    {
        short[] hum = [.. Enumerable.Range(0, PieceSamples).Select(n => (short)(Amplitude * Math.Sin(2 * Math.PI * CyclesInPiece * n / PieceSamples)))];
        return new([new DataContent(MemoryMarshal.AsBytes(hum.AsSpan()).ToArray(), $"audio/pcm;rate={SampleRate}")]) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating };
    }
}

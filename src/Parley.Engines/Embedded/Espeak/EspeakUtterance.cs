using System.Diagnostics;
using System.Threading.Channels;

namespace Parley.Embedded.Espeak;

/// <summary>One piece of text spoken by one process, which lives only while it synthesizes, however slowly its sound is read.</summary>
/// <param name="program">What to start.</param>
/// <param name="text">What to say.</param>
/// <param name="arguments">Voice, speed and pitch.</param>
internal sealed class EspeakUtterance(EspeakProgram program, string text, IEnumerable<string> arguments)
{
    /// <summary>Bytes in a chunk at the most: 46 ms at 22.05 kHz.</summary>
    private const int ChunkBytes = 2048;

    // Not bounded by itself: a whole piece (TextPieces) is all that it can hold, and so the process never waits for a reader.
    private readonly Channel<byte[]> _sound = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true, SingleWriter = true });

    /// <summary>16-bit PCM, mono, at <see cref="EspeakTextToSpeech.SampleRate"/>.</summary>
    public ChannelReader<byte[]> Sound => _sound.Reader;

    /// <summary>Runs the process to its end. When cancelled, kills it with all its children; what went wrong is told to the reader.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await SpeakAsync(cancellationToken);
        }
#pragma warning disable CA1031 // whatever it was, it belongs to the reader of this utterance
        catch (Exception caught)
#pragma warning restore CA1031
        {
            failure = caught;
        }

        _sound.Writer.Complete(failure);
    }

    private async Task SpeakAsync(CancellationToken cancellationToken)
    {
        using var process = program.Start(["--stdin", "--stdout", .. arguments]);
        try
        {
            var complaint = process.StandardError.ReadToEndAsync(cancellationToken);
            await Task.WhenAll(WriteAsync(process, cancellationToken), ReadAsync(process.StandardOutput.BaseStream, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"espeak-ng ended with code {process.ExitCode}: {(await complaint).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                // Awaited without the token, which is already cancelled: no child is left behind.
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private async Task WriteAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code and its complaint say why.
        }
    }

    private async Task ReadAsync(Stream wav, CancellationToken cancellationToken)
    {
        if (await WavHeader.ReadAsync(wav, cancellationToken) is not { } rate)
            return;
        if (rate != EspeakTextToSpeech.SampleRate)
            throw new InvalidDataException($"espeak-ng speaks at {rate} Hz; {EspeakTextToSpeech.SampleRate} was expected.");
        var buffer = new byte[ChunkBytes];
        while (true)
        {
            var count = await wav.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, cancellationToken);
            if (count > 1)
                await _sound.Writer.WriteAsync(buffer.AsSpan(0, count & ~1).ToArray(), cancellationToken);
            if (count < ChunkBytes)
                return;
        }
    }
}

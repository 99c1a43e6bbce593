using System.Runtime.CompilerServices;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A program in place of a microphone: it writes PCM16, little endian, one channel, to its standard output.</summary>
/// <remarks><c>arecord -q -t raw -f S16_LE -r 24000</c> does.</remarks>
/// <param name="program">Its name or path.</param>
/// <param name="arguments">As they are; no shell reads them.</param>
/// <param name="sampleRate">Of what it writes, in Hz.</param>
public sealed class ProgramMicrophone(string program, IReadOnlyList<string> arguments, int sampleRate = 24000) : IMicrophone
{
    private readonly CancellationTokenSource _closed = new();

    public int SampleRate => sampleRate;

    /// <remarks>Starts the program, and ends it.</remarks>
    /// <inheritdoc/>
    /// <exception cref="AudioDeviceException">It cannot be started, or ended with an error.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        await using var running = RunningProgram.Start(program, arguments, speaks: true);
        while (await ReadAsync(running.Output, cancellationToken, ending.Token) is { Length: > 0 } piece) yield return piece;
        if (!_closed.IsCancellationRequested && await running.EndAsync(cancellationToken) is { } complaint) throw new AudioDeviceException(complaint);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed.IsCancellationRequested) return;
        await _closed.CancelAsync();
        _closed.Dispose();
    }

    /// <returns>20 ms, or what is left at the end; nothing after it.</returns>
    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream output, CancellationToken cancellationToken, CancellationToken ending)
    {
        var piece = new byte[sampleRate / 50 * sizeof(short)];
        try
        {
            var read = await output.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, ending);
            return piece.AsMemory(0, read - (read % sizeof(short)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }
}

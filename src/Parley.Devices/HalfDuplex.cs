using System.Runtime.CompilerServices;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A microphone that hears nothing while the loudspeaker plays: the plain remedy against echo, at the price that nobody can break in.</summary>
/// <param name="microphone">Closed with this one.</param>
/// <param name="speaker">What the microphone would hear.</param>
/// <param name="after">How long the room sounds on; 200 ms by default.</param>
public sealed class HalfDuplex(IMicrophone microphone, ISpeaker speaker, TimeSpan? after = null, TimeProvider? time = null) : IMicrophone
{
    // a loudspeaker that is lost keeps its sound and plays none
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly TimeSpan _after = after ?? TimeSpan.FromMilliseconds(200);

    public int SampleRate => microphone.SampleRate;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (left, moved, sounded) = (TimeSpan.Zero, _time.GetTimestamp(), (long?)null);
        await foreach (var piece in microphone.ListenAsync(cancellationToken))
        {
            var now = _time.GetTimestamp();
            var before = left;
            left = speaker.Left;
            if (left != before) moved = now;
            if (left > TimeSpan.Zero && _time.GetElapsedTime(moved, now) < Stuck) sounded = now;
            yield return sounded is { } last && _time.GetElapsedTime(last, now) < _after ? new byte[piece.Length] : piece;
        }
    }

    public ValueTask DisposeAsync() => microphone.DisposeAsync();
}

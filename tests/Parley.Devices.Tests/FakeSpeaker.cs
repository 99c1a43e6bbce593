using Parley.Playing;

namespace Parley.Devices;

/// <summary>A loudspeaker of which the test says what it still plays.</summary>
internal sealed class FakeSpeaker : ISpeaker
{
    public int SampleRate => 24000;

    public TimeSpan Left { get; set; }

    public void Play(string itemId, ReadOnlyMemory<byte> pcm)
    {
    }

    public void Stop()
    {
    }

    public TimeSpan Played(string itemId) => TimeSpan.Zero;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Parley.Playing;

namespace Parley.Sounds;

/// <summary>A loudspeaker for answers that go to a file: all that comes counts as heard.</summary>
internal sealed class HeardAtOnce : ISpeaker
{
    public int SampleRate => SoundFile.SampleRate;

    public TimeSpan Left => TimeSpan.Zero;

    public void Play(string itemId, ReadOnlyMemory<byte> pcm)
    {
        // who reads the session's events keeps it
    }

    public void Stop()
    {
        // nothing sounds
    }

    public TimeSpan Played(string itemId) => TimeSpan.MaxValue;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

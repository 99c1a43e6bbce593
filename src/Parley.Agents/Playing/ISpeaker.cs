namespace Parley.Playing;

/// <summary>Where an agent's speech goes to: a device, a program, a file. It says what was played, so that after an interruption the model knows what was heard.</summary>
public interface ISpeaker : IAsyncDisposable
{
    /// <summary>Samples per second of what it is given.</summary>
    int SampleRate { get; }

    /// <summary>Plays sound after what it was given before. Never waits.</summary>
    /// <param name="itemId">Whose sound it is.</param>
    /// <param name="pcm">PCM16, little endian, one channel; its own after the call.</param>
    void Play(string itemId, ReadOnlyMemory<byte> pcm);

    /// <summary>Falls silent within a device buffer, 30 ms at most, and forgets what was not played.</summary>
    void Stop();

    /// <summary>How much of an item's sound has left the loudspeaker.</summary>
    TimeSpan Played(string itemId);

    /// <summary>How much it was given that has not left the loudspeaker.</summary>
    TimeSpan Left { get; }
}

using Parley.Audio;

namespace Parley.Devices;

/// <summary>A WAV file that is written in the course of a call: a full disk does not end the call, and is told at its end.</summary>
internal sealed class RecordingFile(Stream stream, int sampleRate, int channels) : IDisposable
{
    private readonly WavWriter _writer = new(stream, sampleRate, channels: channels);
    private Exception? _failure;

    public void Write(ReadOnlySpan<short> samples)
    {
        if (_failure is not null) return;
        try
        {
            _writer.Write(samples);
        }
        catch (IOException failure)
        {
            _failure = failure;
        }
    }

    /// <exception cref="AudioDeviceException">Not all could be written.</exception>
    public void Close()
    {
        Dispose();
        if (_failure is not null) throw new AudioDeviceException($"The recording is not complete: {_failure.Message}", _failure);
    }

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException failure)
        {
            _failure ??= failure;
        }
    }
}

using Parley.PortAudio;

namespace Parley.Devices;

/// <summary>A machine whose devices are plugged in and out by the test.</summary>
internal sealed class FakeHost : IDeviceHost
{
    public List<AudioDevice> Devices { get; } = [new(3, "Headset: USB Audio", "ALSA", 1, 2, 48000, true, true)];

    public List<string?> Asked { get; } = [];

    /// <summary>The stream that was opened last.</summary>
    public FakeStream Stream { get; private set; } = new(48000, null, null);

    public OpenedDevice Open(string? choice, TimeSpan latency, SamplesHeard heard) => Open(choice, Direction.Input, rate => new(rate, heard, null));

    public OpenedDevice Open(string? choice, TimeSpan latency, Func<int, SamplesWanted> wanted) =>
        Open(choice, Direction.Output, rate => new(rate, null, wanted(rate)));

    private OpenedDevice Open(string? choice, Direction direction, Func<int, FakeStream> stream)
    {
        Asked.Add(choice);
        var device = AudioDevices.Choose(Devices, choice, direction);
        Stream = stream(device.DefaultSampleRate);
        return new(device, Stream);
    }

    internal sealed class FakeStream(int sampleRate, SamplesHeard? heard, SamplesWanted? wanted) : IDeviceStream
    {
        public int SampleRate => sampleRate;

        public TimeSpan Latency => TimeSpan.FromMilliseconds(30);

        public bool IsActive { get; set; } = true;

        public long Calls { get; set; }

        public int Glitches { get; set; }

        public bool IsDisposed { get; private set; }

        public void Hear(ReadOnlySpan<short> samples)
        {
            Calls++;
            heard!(samples);
        }

        public short[] Ask(int ms)
        {
            Calls++;
            var samples = new short[sampleRate * ms / 1000];
            wanted!(samples);
            return samples;
        }

        public void Dispose() => IsDisposed = true;
    }
}

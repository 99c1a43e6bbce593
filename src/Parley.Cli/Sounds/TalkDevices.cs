using Parley.Audio;
using Parley.Devices;
using Parley.Playing;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>The ears and the mouth of a talk: opened before anything else, so that a missing device costs nothing, and begun with the session.</summary>
internal sealed class TalkDevices : IAsyncDisposable
{
    private readonly SoundChoice _choice;
    private readonly TimeProvider _time;
    private readonly IMicrophone _source;
    private readonly TimeSpan? _length;
    private readonly EchoCanceller? _echo;
    private readonly PortAudioSpeaker? _device;
    private TwoChannelRecording? _recording;
    private ISpeaker? _mouth;
    private FileSpeaker? _file;

    private TalkDevices(SoundChoice choice, int inputRate, int outputRate, Sound? input, TimeProvider time)
    {
        (_choice, _time, OutputRate) = (choice, time, outputRate);
        _length = input?.Duration;
        if (choice.CancelsEcho)
        {
            _echo = new(outputRate);
        }

        _source = input is not null
            ? new FileMicrophone(input, inputRate, Timeout.InfiniteTimeSpan, time)
            : choice.HasMicrophone ? PortAudioMicrophone.Open(choice.Microphone, new() { SampleRate = inputRate }, time) : new NoMicrophone(inputRate);

        if (choice.HasSpeaker)
        {
            _device = PortAudioSpeaker.Open(choice.Speaker, new() { SampleRate = outputRate, Echo = _echo }, time);
        }
    }

    public int OutputRate { get; }

    /// <summary>A device went, or came back.</summary>
    public event Action<string, DeviceChange>? Changed;

    /// <summary>What the person says, as the session is to hear it.</summary>
    public IMicrophone Ear { get; private set; } = null!;

    public ISpeaker Mouth => _mouth!;

    public WatchedMicrophone Microphone { get; private set; } = null!;

    public WatchedSpeaker Speaker { get; private set; } = null!;

    /// <summary>How often sound of the person was lost because this machine was too slow.</summary>
    public int Overflows => (_source as PortAudioMicrophone)?.Overflows ?? 0;

    /// <summary>How often the agent's sound came too late, or the device ran dry.</summary>
    public int Underruns => _device is { } device ? device.Underruns + device.DeviceUnderruns : _file?.Underruns ?? 0;

    /// <exception cref="CommandException">A device is missing or cannot be opened, or what was asked for does not go together.</exception>
    public static TalkDevices Open(SoundChoice choice, int inputRate, int outputRate, Sound? input, TimeProvider time)
    {
        if (choice.CancelsEcho && !(choice.HasMicrophone && choice.HasSpeaker))
        {
            throw new CommandException("--echo-cancel needs a microphone and a loudspeaker: files have no echo.");
        }

        if (choice.CancelsEcho && !EchoCanceller.IsAvailable)
        {
            throw new CommandException("--echo-cancel is not available: it needs WebRTC's library, on Debian: apt-get install libwebrtc-audio-processing1. --half-duplex works without.");
        }

        try
        {
            return new(choice, inputRate, outputRate, input, time);
        }
        catch (AudioDeviceException missing)
        {
            throw new CommandException($"{missing.Message} Without devices: --input FILE and --output FILE, or --microphone none and --speaker none.", missing);
        }
    }

    /// <summary>From now on there is sound.</summary>
    /// <param name="output">Where the agent's speech goes in place of a loudspeaker.</param>
    /// <param name="record">Where the whole talk goes.</param>
    /// <param name="isShut">Whether the microphone waits for its key.</param>
    public void Begin(OutputFile? output, OutputFile? record, bool isShut)
    {
        ISpeaker speaker = _device is not null ? _device : _file = new(output?.Begin() ?? Stream.Null, OutputRate, _time);
        Speaker = new(speaker);
        var heard = _echo is null ? _source : _echo.Clean(_source);
        Microphone = new(_choice.IsHalfDuplex ? new HalfDuplex(heard, speaker, time: _time) : heard, _time, _length) { IsShut = isShut };
        _recording = record is null ? null : new(record.Begin(), OutputRate, _time);
        (Ear, _mouth) = (_recording?.Of(Microphone) ?? Microphone, _recording?.Of(Speaker) ?? Speaker);
        if (_source is PortAudioMicrophone microphone)
        {
            microphone.Changed += (_, change) => Changed?.Invoke("microphone", change);
        }

        if (_device is { } device)
        {
            device.Changed += (_, change) => Changed?.Invoke("loudspeaker", change);
        }
    }

    /// <exception cref="AudioDeviceException">A file could not be written to its end.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_recording is not null)
            {
                await _recording.DisposeAsync();
            }
        }
        finally
        {
            await _source.DisposeAsync();
            if ((_mouth ?? _device) is { } mouth)
            {
                await mouth.DisposeAsync();
            }

            _echo?.Dispose();
        }
    }
}

using Parley.Buffering;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A program in place of a loudspeaker: it reads PCM16, little endian, one channel, from its standard input.</summary>
/// <remarks>
/// <c>aplay -q -t raw -f S16_LE -r 24000</c> does. It is given sound in real time, and silence between, so that no more is under way than it holds itself. What that
/// is, only its user knows: <see cref="Played"/> counts on the latency that was declared, and after a stop it sounds on for so long.
/// </remarks>
public sealed class ProgramSpeaker : ISpeaker
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly RunningProgram _running;
    private readonly Playback _playback;
    private readonly PeriodicTimer _timer;
    private readonly Task _feeding;
    private volatile bool _closed;

    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">As they are; no shell reads them.</param>
    /// <param name="sampleRate">Of what it reads, in Hz.</param>
    /// <param name="latency">What it holds; 100 ms by default. So much silence is its first, and keeps it from running dry.</param>
    /// <exception cref="AudioDeviceException">It cannot be started.</exception>
    public ProgramSpeaker(string program, IReadOnlyList<string> arguments, int sampleRate = 24000, TimeSpan? latency = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _playback = new(sampleRate, TimeSpan.Zero, TimeSpan.Zero) { Latency = latency ?? TimeSpan.FromMilliseconds(100) };
        _running = RunningProgram.Start(program, arguments, speaks: false);
        _timer = new(Tick, _time);
        _feeding = FeedAsync();
    }

    /// <summary>The program ended; what comes from now on is not heard.</summary>
    public event EventHandler<DeviceChange>? Changed;

    public int SampleRate => _playback.SampleRate;

    /// <summary>How often an item's sound came too late and left a gap.</summary>
    public int Underruns => _playback.Underruns;

    public TimeSpan Left => _playback.Left;

    public void Play(string itemId, ReadOnlyMemory<byte> pcm) => _playback.Play(itemId, pcm);

    public void Stop() => _playback.Stop();

    public TimeSpan Played(string itemId) => _playback.Played(itemId);

    public async ValueTask DisposeAsync()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _timer.Dispose();

        // a program that reads no more would be waited for without end
        await Task.WhenAny(_feeding, Task.Delay(Grace, _time));
        _running.Kill();
        await _feeding;
        await _running.DisposeAsync();
    }

    private async Task FeedAsync()
    {
        var due = new MemoryStream();
        var clock = new ClockedPlayback(_playback, _time, samples => Append(due, samples), MostBehind);
        Append(due, new short[_playback.Latency.Ticks * SampleRate / TimeSpan.TicksPerSecond]);
        try
        {
            do
            {
                clock.CatchUp();
                await _running.Input.WriteAsync(due.GetBuffer().AsMemory(0, (int)due.Length));
                await _running.Input.FlushAsync();
                due.SetLength(0);
            }
            while (await _timer.WaitForNextTickAsync());
            await _running.CloseInputAsync();
        }
        catch (IOException) when (_closed)
        {
            // it was ended before it had read all
        }
        catch (IOException gone)
        {
            var reason = await _running.EndAsync(CancellationToken.None) ?? gone.Message;
            DeviceNews.Tell(Changed, this, new(DeviceState.Lost, _running.Name, reason));
        }
    }

    private static void Append(MemoryStream stream, ReadOnlySpan<short> samples)
    {
        Span<byte> bytes = stackalloc byte[sizeof(short)];
        foreach (var sample in samples)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(bytes, sample);
            stream.Write(bytes);
        }
    }
}

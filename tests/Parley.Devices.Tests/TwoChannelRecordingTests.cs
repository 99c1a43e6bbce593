using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Parley.Testing;

namespace Parley.Devices;

public sealed class TwoChannelRecordingTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStream _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_call_is_kept_in_time_with_the_person_left_and_the_agent_right()
    {
        var recording = new TwoChannelRecording(_file, time: _time);
        var speaker = recording.Of(new FileSpeaker(new MemoryStream(), time: _time));
        await using var microphone = recording.Of(new ScriptedMicrophone(Pieces()));
        await foreach (var piece in microphone.ListenAsync())
        {
        }

        await recording.DisposeAsync();
        await speaker.DisposeAsync();

        var (left, right) = Channels();
        left.ShouldSound(Ramp.Samples(480 * 10));
        right.ShouldSound([.. new short[1440], .. Ramp.Samples(1920), .. new short[1440]]);

        IEnumerable<byte[]> Pieces()
        {
            for (var i = 0; i < 10; i++)
            {
                // after 60 ms the agent begins, and 80 ms later it is stopped, with 120 ms unsaid
                if (i == 3) speaker.Play("a", Ramp.Pcm(4800));
                if (i == 7) speaker.Stop();
                _time.Advance(TimeSpan.FromMilliseconds(20));
                yield return Ramp.Pcm(480, 1 + (480 * i));
            }
        }
    }

    [Fact]
    public async Task An_item_that_goes_on_after_a_stop_is_recorded_from_there()
    {
        var recording = new TwoChannelRecording(_file, time: _time);
        await using var speaker = recording.Of(new FileSpeaker(new MemoryStream(), time: _time));
        speaker.Play("a", Ramp.Pcm(2400));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        speaker.Stop();
        speaker.Play("a", Ramp.Pcm(1200, 9000));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await recording.DisposeAsync();
        Channels().Right.ShouldSound([.. Ramp.Samples(1200), .. Ramp.Samples(1200, 9000)]);
    }

    [Fact]
    public async Task It_is_written_while_the_call_lasts()
    {
        var recording = new TwoChannelRecording(_file, time: _time);
        await using var speaker = recording.Of(new FileSpeaker(new MemoryStream(), time: _time));
        for (var second = 0; second < 60; second++)
        {
            speaker.Play("a", Ramp.Pcm(24000));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // a second of the silent person may still become sound
        (_file.Length - 44).ShouldBe(4 * 59 * 24000);
        await recording.DisposeAsync();
        var (left, right) = Channels();
        left.ShouldSound(new short[60 * 24000]);
        right.ShouldSound([.. Enumerable.Range(0, 60).SelectMany(_ => Ramp.Samples(24000))]);
    }

    [Fact]
    public void Another_rate_is_refused()
    {
        var recording = new TwoChannelRecording(_file, 16000, _time);
        Should.Throw<ArgumentException>(() => recording.Of(new FakeSpeaker())).Message.ShouldContain("16000 Hz, this has 24000 Hz");
        Should.Throw<ArgumentException>(() => recording.Of(new ScriptedMicrophone([])));
    }

    private (short[] Left, short[] Right) Channels()
    {
        var file = _file.ToArray();
        BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(22)).ShouldBe((short)2);
        BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)).ShouldBe(file.Length - 44);
        var frames = MemoryMarshal.Cast<byte, short>(file.AsSpan(44)).ToArray();
        return ([.. frames.Where((_, i) => i % 2 == 0)], [.. frames.Where((_, i) => i % 2 == 1)]);
    }
}

using Parley.Audio;
using Parley.Testing;

namespace Parley.Devices;

public sealed class FileSpeakerTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStream _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task It_plays_in_real_time_and_writes_silence_where_nothing_plays()
    {
        var speaker = new FileSpeaker(_file, time: _time);
        Advance(10);
        speaker.Play("a", Ramp.Pcm(2400));
        Advance(40);
        speaker.Played("a").ShouldBe(TimeSpan.FromMilliseconds(40));
        speaker.Left.ShouldBe(TimeSpan.FromMilliseconds(60));
        Advance(80);
        speaker.Played("a").ShouldBe(TimeSpan.FromMilliseconds(100));
        speaker.Left.ShouldBe(TimeSpan.Zero);
        speaker.Play("b", Ramp.Pcm(240, 5000));
        Advance(30);
        await speaker.DisposeAsync();
        Written().ShouldSound([.. new short[240], .. Ramp.Samples(2400), .. new short[480], .. Ramp.Samples(240, 5000), .. new short[480]]);
    }

    [Fact]
    public async Task A_stop_forgets_what_was_not_played()
    {
        var speaker = new FileSpeaker(_file, time: _time);
        speaker.Play("a", Ramp.Pcm(2400));
        Advance(25);
        speaker.Stop();
        speaker.Left.ShouldBe(TimeSpan.Zero);
        Advance(5);
        speaker.Played("a").ShouldBe(TimeSpan.FromMilliseconds(25));
        speaker.Play("b", Ramp.Pcm(24));
        Advance(1);
        await speaker.DisposeAsync();
        Written().ShouldSound([.. Ramp.Samples(600), .. new short[120], .. Ramp.Samples(24)]);
    }

    [Fact]
    public async Task Sound_that_comes_too_late_leaves_a_gap_and_is_counted()
    {
        var speaker = new FileSpeaker(_file, time: _time);
        speaker.Play("a", Ramp.Pcm(240));
        Advance(20);
        speaker.Play("a", Ramp.Pcm(240, 241));
        Advance(10);
        speaker.Underruns.ShouldBe(1);
        await speaker.DisposeAsync();
        Written().ShouldSound([.. Ramp.Samples(240), .. new short[240], .. Ramp.Samples(240, 241)]);
    }

    [Fact]
    public async Task The_file_grows_while_nobody_asks()
    {
        var speaker = new FileSpeaker(_file, time: _time);
        Advance(1000);
        _file.Length.ShouldBe(44 + 48000);
        await speaker.DisposeAsync();
        Advance(1000);
        Written().Length.ShouldBe(24000);
        speaker.Play("a", Ramp.Pcm(10));
        speaker.Played("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_disk_that_takes_no_more_does_not_end_the_call_and_is_told_at_its_end()
    {
        var speaker = new FileSpeaker(new FullStream(room: 1000), time: _time);
        speaker.Play("a", Ramp.Pcm(2400));
        Advance(1000);
        speaker.Played("a").ShouldBe(TimeSpan.FromMilliseconds(100));
        var complaint = await Should.ThrowAsync<AudioDeviceException>(async () => await speaker.DisposeAsync());
        complaint.Message.ShouldContain("the disk is full");
    }

    private void Advance(int ms) => _time.Advance(TimeSpan.FromMilliseconds(ms));

    private short[] Written() => Wav.Read(_file.ToArray()).Samples.ToArray();

    private sealed class FullStream(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room) throw new IOException("the disk is full");
            base.Write(buffer);
        }
    }
}

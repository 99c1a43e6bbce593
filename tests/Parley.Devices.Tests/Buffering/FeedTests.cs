using Parley.Audio;
using Parley.Devices;
using Parley.Testing;

namespace Parley.Buffering;

public class FeedTests
{
    private readonly Playback _playback = new(24000, TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(100));

    [Theory]
    [InlineData(24000)]
    [InlineData(44100)]
    [InlineData(48000)]
    public void A_device_of_any_rate_hears_the_same_tone(int deviceRate)
    {
        _playback.Play("a", Tone.Pcm16(1000));
        var feed = new PlaybackFeed(_playback, deviceRate);
        var heard = new short[deviceRate];
        for (var at = 0; at < heard.Length; at += deviceRate / 100) feed.Fill(heard.AsSpan(at, deviceRate / 100));

        Loudness.RmsDbfs(heard.AsSpan(deviceRate / 10)).ShouldBe(Loudness.RmsDbfs(Ramp.Read(Tone.Pcm16(900))), .2);
        heard.Zip(heard.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0).ShouldBeInRange(198, 201);
        _playback.Left.ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void A_stopped_playback_is_silent_with_what_the_feed_holds()
    {
        _playback.Play("a", Tone.Pcm16(1000));
        var feed = new PlaybackFeed(_playback, 48000);
        var heard = new short[480];
        for (var i = 0; i < 10; i++) feed.Fill(heard);
        _playback.Stop();
        feed.Fill(heard);
        feed.Fill(heard);
        feed.Fill(heard);
        heard.ShouldAllBe(sample => sample == 0);
        _playback.Left.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Neither_filling_nor_stopping_allocates_in_the_device_s_thread()
    {
        _playback.Play("a", Tone.Pcm16(300));
        var feed = new PlaybackFeed(_playback, 44100);
        var heard = new short[441];
        feed.Fill(heard);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) feed.Fill(heard);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    [Theory]
    [InlineData(24000)]
    [InlineData(44100)]
    [InlineData(48000)]
    public void What_a_device_heard_comes_in_pieces_of_20_ms(int deviceRate)
    {
        var ring = new SampleRing(deviceRate * 2);
        ring.Write(Ramp.Read(Tone.Pcm16(1000, deviceRate)));
        var pieces = new CaptureFeed(deviceRate, 24000).Drain(ring);
        pieces.ShouldAllBe(piece => piece.Length == 960);
        pieces.Count.ShouldBeInRange(49, 50);
        var heard = pieces.SelectMany(piece => Ramp.Read(piece)).ToArray();
        Loudness.RmsDbfs(heard).ShouldBe(Loudness.RmsDbfs(Ramp.Read(Tone.Pcm16(1000))), .2);
    }
}

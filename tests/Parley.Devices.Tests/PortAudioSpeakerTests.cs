using Parley.Audio;
using Parley.Testing;

namespace Parley.Devices;

public sealed class PortAudioSpeakerTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeHost _host = new();
    private readonly PortAudioSpeaker _speaker;

    public PortAudioSpeakerTests() => _speaker = new(_host, null, new(), _time);

    public ValueTask DisposeAsync() => _speaker.DisposeAsync();

    [Fact]
    public void An_answer_starts_when_60_ms_of_it_are_there()
    {
        _speaker.Play("a", Tone.Pcm16(50));
        _host.Stream.Ask(20).ShouldAllBe(sample => sample == 0);
        _speaker.Play("a", Tone.Pcm16(50));
        Loudness.RmsDbfs(_host.Stream.Ask(50)).ShouldBeGreaterThan(-20);
    }

    [Fact]
    public void Played_is_what_has_left_the_loudspeaker()
    {
        _speaker.Play("a", Tone.Pcm16(200));
        _speaker.Played("a").ShouldBe(TimeSpan.Zero);
        _speaker.Left.ShouldBe(TimeSpan.FromMilliseconds(200));

        // 30 ms in the device, and up to 10 ms on the way to its rate
        _host.Stream.Ask(100);
        _speaker.Played("a").TotalMilliseconds.ShouldBeInRange(60, 70);
        (_speaker.Played("a") + _speaker.Left).ShouldBe(TimeSpan.FromMilliseconds(200));

        _host.Stream.Ask(250);
        _speaker.Played("a").ShouldBe(TimeSpan.FromMilliseconds(200));
        _speaker.Left.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_stop_silences_it_within_30_ms_and_what_was_not_heard_does_not_count()
    {
        _speaker.Play("a", Tone.Pcm16(1000));
        _host.Stream.Ask(500);
        _speaker.Stop();
        _host.Stream.Ask(10);
        _host.Stream.Ask(20).ShouldAllBe(sample => sample == 0);
        _host.Stream.Ask(1000).ShouldAllBe(sample => sample == 0);
        _speaker.Played("a").TotalMilliseconds.ShouldBeInRange(500, 510);
        _speaker.Left.ShouldBe(TimeSpan.Zero);
        _speaker.Underruns.ShouldBe(0);
    }

    [Fact]
    public void A_gap_in_an_answer_is_an_underrun()
    {
        _speaker.Play("a", Tone.Pcm16(100));
        _host.Stream.Ask(200);
        _speaker.Play("a", Tone.Pcm16(100));
        _host.Stream.Ask(50);
        _speaker.Underruns.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_lost_device_did_not_take_sounds_when_it_is_back()
    {
        var changes = new List<DeviceChange>();
        _speaker.Changed += (_, change) => changes.Add(change);
        _speaker.Play("a", Tone.Pcm16(1000));
        _host.Stream.Ask(500);
        var lost = _host.Stream;
        lost.IsActive = false;
        _host.Devices[0] = _host.Devices[0] with { DefaultSampleRate = 44100 };
        while (_host.Stream == lost)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        while (changes.Count < 2) await Task.Yield();
        changes.Select(change => change.State).ShouldBe([DeviceState.Lost, DeviceState.Back]);
        Loudness.RmsDbfs(_host.Stream.Ask(400)).ShouldBeGreaterThan(-20);
        _host.Stream.Ask(200);
        _speaker.Played("a").ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_closed_loudspeaker_closes_its_device()
    {
        await _speaker.DisposeAsync();
        _host.Stream.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_echo_canceller_is_told_what_sounds_and_how_late()
    {
        using var echo = new EchoCanceller();
        await using var speaker = new PortAudioSpeaker(_host, null, new() { Echo = echo }, _time);
        echo.Delay.TotalMilliseconds.ShouldBeInRange(60, 75);
        speaker.Play("a", Tone.Pcm16(100));
        _host.Stream.Ask(100);
        echo.Waiting.ShouldBeInRange(2400, 2520);
    }

    [Fact]
    public void An_echo_canceller_of_another_rate_is_refused()
    {
        using var echo = new EchoCanceller(48000);
        Should.Throw<ArgumentException>(() => new PortAudioSpeaker(_host, null, new() { Echo = echo }, _time)).Message.ShouldContain("48000 Hz");
    }
}

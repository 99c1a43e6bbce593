using Parley.PortAudio;
using Parley.Testing;

namespace Parley.Devices;

public class KeptDeviceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeHost _host = new();

    [Fact]
    public void A_device_that_works_is_left_alone()
    {
        using var kept = Keep(null);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _host.Stream.Calls++;
            kept.Check().ShouldBeNull();
        }

        _host.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public void One_that_is_not_there_at_the_beginning_is_an_error() =>
        Should.Throw<AudioDeviceException>(() => Keep("webcam")).Message.ShouldContain("3: Headset: USB Audio (ALSA, 1 in, 2 out, 48000 Hz");

    [Fact]
    public void An_ended_stream_is_lost_and_closed()
    {
        using var kept = Keep(null);
        var stream = _host.Stream;
        stream.Glitches = 2;
        stream.IsActive = false;
        kept.Check().ShouldBe(new(DeviceState.Lost, "Headset: USB Audio", "the device ended its stream"));
        stream.IsDisposed.ShouldBeTrue();
        kept.Opened.ShouldBeNull();
        kept.Glitches.ShouldBe(2);
        kept.Check().ShouldBeNull();
    }

    [Fact]
    public void A_stream_that_stands_still_for_two_seconds_is_lost()
    {
        using var kept = Keep(null);
        _host.Stream.Calls++;
        kept.Check();
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        kept.Check().ShouldBeNull();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        kept.Check().ShouldBe(new(DeviceState.Lost, "Headset: USB Audio", "the device stands still"));
    }

    [Fact]
    public void A_lost_device_is_looked_for_ever_less_often_and_found_by_its_name_wherever_it_is()
    {
        using var kept = Keep("3");
        var headset = _host.Devices[0];
        _host.Devices[0] = new(3, "HDMI", "ALSA", 0, 2, 48000, false, true);
        _host.Stream.IsActive = false;
        kept.Check();

        int[] waits = [250, 500, 1000, 2000, 4000, 5000, 5000];
        foreach (var ms in waits)
        {
            var asked = _host.Asked.Count;
            _time.Advance(TimeSpan.FromMilliseconds(ms - 1));
            kept.Check();
            _host.Asked.Count.ShouldBe(asked);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            kept.Check().ShouldBeNull();
            _host.Asked.Count.ShouldBe(asked + 1);
        }

        _host.Devices.Add(headset with { Index = 7 });
        _time.Advance(TimeSpan.FromSeconds(5));
        kept.Check().ShouldBe(new(DeviceState.Back, "Headset: USB Audio"));
        kept.Device.Index.ShouldBe(7);
        kept.Opened!.Stream.ShouldBe(_host.Stream);
        _host.Asked[^1].ShouldBe("Headset: USB Audio");
    }

    [Fact]
    public void Without_a_choice_another_default_will_do()
    {
        using var kept = Keep(null);
        _host.Devices[0] = new(0, "Built-in", "ALSA", 2, 2, 44100, true, true);
        _host.Stream.IsActive = false;
        kept.Check();
        _time.Advance(TimeSpan.FromMilliseconds(250));
        kept.Check().ShouldBe(new(DeviceState.Back, "Built-in"));
    }

    [Fact]
    public void A_device_that_is_let_go_is_closed_and_not_looked_for()
    {
        var kept = Keep(null);
        kept.Dispose();
        _host.Stream.IsDisposed.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(10));
        kept.Check().ShouldBeNull();
        _host.Asked.Count.ShouldBe(1);
    }

    private KeptDevice Keep(string? choice) => new(choice, name => _host.Open(name, TimeSpan.Zero, (SamplesHeard)(_ => { })), _time);
}

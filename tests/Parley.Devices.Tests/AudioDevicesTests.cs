namespace Parley.Devices;

public class AudioDevicesTests
{
    private static readonly AudioDevice[] Devices =
    [
        new(0, "HDA Intel: ALC (hw:0,0)", "ALSA", 2, 2, 44100, false, false),
        new(2, "HDMI", "ALSA", 0, 8, 48000, false, true),
        new(5, "USB Headset", "ALSA", 1, 2, 48000, false, false),
        new(6, "USB", "ALSA", 1, 0, 16000, true, false),
    ];

    [Theory]
    [InlineData(null, 6)]
    [InlineData(" ", 6)]
    [InlineData("5", 5)]
    [InlineData("alc", 0)]
    [InlineData("usb h", 5)]
    [InlineData("usb", 6)] // a whole name goes before a part of one
    public void A_microphone_is_chosen_by_index_or_name(string? choice, int index) =>
        AudioDevices.Choose(Devices, choice, Direction.Input).Index.ShouldBe(index);

    [Fact]
    public void Without_a_default_the_first_that_fits_is_taken() =>
        AudioDevices.Choose([Devices[1], Devices[2]], null, Direction.Input).Index.ShouldBe(5);

    [Theory]
    [InlineData("2")]
    [InlineData("hdmi")]
    [InlineData("99")]
    [InlineData("Ärger")]
    public void A_choice_that_fits_none_is_told_what_there_is(string choice)
    {
        var complaint = Should.Throw<AudioDeviceException>(() => AudioDevices.Choose(Devices, choice, Direction.Input)).Message;
        complaint.ShouldStartWith($"No microphone is called '{choice}'. There are:\n  0: HDA Intel: ALC (hw:0,0) (ALSA, 2 in, 2 out, 44100 Hz)\n");
        complaint.ShouldEndWith("\n  6: USB (ALSA, 1 in, 0 out, 16000 Hz, default microphone)");
        complaint.ShouldNotContain("8 out");
    }

    [Fact]
    public void A_machine_without_any_says_so() =>
        Should.Throw<AudioDeviceException>(() => AudioDevices.Choose([Devices[3]], null, Direction.Output)).Message
            .ShouldBe("This machine has no loudspeaker.");
}

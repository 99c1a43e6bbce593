namespace Parley.PortAudio;

public class PortAudioLibraryTests
{
    [Fact]
    public void The_library_of_the_system_is_found() => PortAudioLibrary.Missing.ShouldBeNull();

    [Fact]
    public void A_library_that_is_not_there_is_named_with_the_command_that_installs_it()
    {
        var (handle, missing) = PortAudioLibrary.Probe(["libnosuch.so.2"]);
        handle.ShouldBe(0);
        missing.ShouldNotBeNull().ShouldEndWith("apt-get install libportaudio2.");
    }

    [Fact]
    public void Of_two_channels_the_first_is_taken_and_both_are_given_one()
    {
        var samples = new short[3];
        PortAudioStream.TakeFirst([1, 2, 3, 4, 5, 6], 2, samples);
        samples.ShouldBe([1, 3, 5]);
        var frames = new short[6];
        PortAudioStream.Spread(samples, 2, frames);
        frames.ShouldBe([1, 1, 3, 3, 5, 5]);
    }
}

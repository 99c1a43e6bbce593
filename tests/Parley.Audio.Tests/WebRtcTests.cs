namespace Parley.Audio;

public class WebRtcTests
{
    [Fact]
    public void The_library_of_the_system_has_all_that_is_used() => WebRtc.Missing.ShouldBeNull();

    [Fact]
    public void A_library_that_is_not_there_is_named_with_the_package_that_has_it()
    {
        var (handle, missing) = WebRtc.Probe(["libnosuch.so.1"]);
        handle.ShouldBe(0);
        missing.ShouldBe("libnosuch.so.1 is not installed; on Debian: apt install libwebrtc-audio-processing1.");
    }

    [Fact]
    public void A_library_of_another_version_is_told_by_what_it_lacks()
    {
        var (handle, missing) = WebRtc.Probe(["libc.so.6"]);
        handle.ShouldBe(0);
        missing.ShouldNotBeNull().ShouldContain("WebRtcNs_prior_speech_probability");
    }

    [Fact]
    public void Steady_noise_is_taken_out()
    {
        var noise = Tones.Noise(5 * 16000, seed: 1).Select(sample => (short)(sample / 20)).ToArray();
        using var suppressor = new WebRtcNoiseSuppressor();
        var denoised = new short[noise.Length];
        for (var at = 0; at < noise.Length; at += 160) suppressor.Next(noise.AsSpan(at, 160), denoised.AsSpan(at));

        var last = noise.Length - 16000;
        (Loudness.RmsDbfs(noise.AsSpan(last)) - Loudness.RmsDbfs(denoised.AsSpan(last))).ShouldBeGreaterThan(9);
    }

    [Fact]
    public void A_reset_suppressor_is_as_new()
    {
        using var suppressor = new WebRtcNoiseSuppressor();
        var first = Run(suppressor);
        suppressor.Reset();
        Run(suppressor).ShouldBe(first);

        static short[] Run(WebRtcNoiseSuppressor suppressor)
        {
            var sound = Tones.Noise(32000, seed: 2);
            for (var at = 0; at < sound.Length; at += 160) suppressor.Next(sound.AsSpan(at, 160), sound.AsSpan(at));
            return sound;
        }
    }

    [Fact]
    public void Silence_is_no_voice()
    {
        using var detector = new WebRtcVoiceDetector();
        detector.IsVoice(new short[320]).ShouldBeFalse();
    }

    [Fact]
    public void An_echo_is_taken_out_and_what_is_no_echo_stays()
    {
        const int Delay = 1600;
        var played = Tones.Noise(10 * 16000, seed: 3);
        var room = new short[played.Length];
        for (var n = Delay; n < room.Length; n++) room[n] = (short)(played[n - Delay] / 3);
        var clean = Cancel(played, room);
        var last = room.Length - (3 * 16000);
        (Loudness.RmsDbfs(room.AsSpan(last)) - Loudness.RmsDbfs(clean.AsSpan(last))).ShouldBeGreaterThan(25);

        var alone = Cancel(new short[room.Length], room);
        Loudness.RmsDbfs(alone.AsSpan(last)).ShouldBe(Loudness.RmsDbfs(room.AsSpan(last)), 1);

        static short[] Cancel(short[] played, short[] room)
        {
            using var canceller = new WebRtcEchoCanceller();
            var clean = new short[room.Length];
            for (var at = 0; at < room.Length; at += 160)
            {
                canceller.Play(played.AsSpan(at, 160));
                canceller.Next(room.AsSpan(at, 160), clean.AsSpan(at));
            }

            return clean;
        }
    }

    [Fact]
    public void Frames_of_other_lengths_are_refused()
    {
        using var detector = new WebRtcVoiceDetector();
        using var suppressor = new WebRtcNoiseSuppressor();
        using var canceller = new WebRtcEchoCanceller();
        Should.Throw<ArgumentException>(() => canceller.Play(new short[161])).Message.ShouldContain("not 161");
        Should.Throw<ArgumentException>(() => canceller.Next(new short[160], new short[159])).Message.ShouldContain("not 159");
        Should.Throw<ArgumentException>(() => detector.IsVoice(new short[321])).Message.ShouldContain("not 321");
        Should.Throw<ArgumentException>(() => suppressor.Next(new short[161], new short[161])).Message.ShouldContain("not 161");
    }
}

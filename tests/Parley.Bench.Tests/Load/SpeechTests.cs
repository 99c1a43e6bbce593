using System.Runtime.InteropServices;

namespace Parley.Load;

public class SpeechTests
{
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(20, 50), InlineData(100, 10)]
    public void A_vowel_fills_its_chunks_and_is_loud_from_its_first_sample_to_its_end(int chunkMs, int chunks)
    {
        var speech = Speech.Vowel(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(chunkMs));

        speech.Chunks(TimeSpan.FromMilliseconds(chunkMs)).ShouldBe(chunks);
        var samples = Samples(speech);
        Math.Abs((int)samples[0]).ShouldBeGreaterThan(500);
        for (var at = 0; at < samples.Length; at += 240)
        {
            samples.Skip(at).Take(240).Average(sample => Math.Abs((int)sample)).ShouldBeGreaterThan(1000, $"{at / 24} ms"); // 10 ms are loud for any detector of levels
        }
    }

    [Fact]
    public void A_recording_is_taken_from_its_first_loud_sample_to_its_last_and_filled_up_with_silence()
    {
        var recording = new short[4800];
        recording.AsSpan(100, 24).Fill(100); // a hiss
        recording.AsSpan(1000, 600).Fill(-3000);

        var speech = Speech.Of(recording, Chunk);

        speech.Chunks(Chunk).ShouldBe(2);
        speech.Padding.ShouldBe(TimeSpan.FromMilliseconds(15));
        Samples(speech).Take(600).ShouldAllBe(sample => sample == -3000);
        Samples(speech).Skip(600).ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void Silence_is_no_speech() => Should.Throw<ArgumentException>(() => Speech.Of(new short[4800], Chunk));

    private static short[] Samples(Speech speech) => MemoryMarshal.Cast<byte, short>(speech.Samples.Span).ToArray();
}

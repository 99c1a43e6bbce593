namespace Parley.Embedded.PocketSphinx;

/// <summary>Cuts a long utterance where it is quietest, because decoding a piece is one native call that nothing can stop.</summary>
internal static class SpeechPieces
{
    /// <summary>The longest piece, 10 s: a second or so of decoding.</summary>
    internal const int MostSamples = 10 * SampleRate;

    private const int SampleRate = 16000;
    private const int LeastSamples = 6 * SampleRate; // a cut is looked for from here on
    private const int LeastRest = SampleRate; // so that the last piece is no splinter
    private const int FrameSamples = SampleRate / 100;
    private const int PauseFrames = 20; // a gap between words is shorter, a closed lip much shorter

    /// <summary>The pieces in their order; together they are the utterance. A short one stays whole.</summary>
    internal static IEnumerable<ReadOnlyMemory<short>> Of(ReadOnlyMemory<short> utterance)
    {
        while (utterance.Length > MostSamples)
        {
            var latest = Math.Min(MostSamples, utterance.Length - LeastRest);
            var cut = LeastSamples + QuietestPlace(utterance.Span[LeastSamples..latest]);
            yield return utterance[..cut];
            utterance = utterance[cut..];
        }

        yield return utterance;
    }

    // the middle of the softest fifth of a second
    private static int QuietestPlace(ReadOnlySpan<short> samples)
    {
        var energies = new double[samples.Length / FrameSamples];
        var (sum, least, first) = (0.0, double.MaxValue, 0);
        for (var frame = 0; frame < energies.Length; frame++)
        {
            energies[frame] = Energy(samples.Slice(frame * FrameSamples, FrameSamples));
            sum += energies[frame];
            if (frame < PauseFrames - 1)
                continue;
            if (sum < least)
                (least, first) = (sum, frame - PauseFrames + 1);
            sum -= energies[frame - PauseFrames + 1];
        }

        return (first + (PauseFrames / 2)) * FrameSamples;
    }

    private static double Energy(ReadOnlySpan<short> frame)
    {
        var sum = 0.0;
        foreach (var sample in frame)
            sum += (double)sample * sample;
        return sum;
    }
}

using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>
/// What a model heard of a track, by a simple rule: speech starts with 100 ms at or above 0.5 and ends before 320 ms
/// below.
/// </summary>
/// <param name="Segments">In samples.</param>
internal sealed record Hearing(IReadOnlyList<Range> Segments)
{
    private const int StartFrames = 5;
    private const int StopFrames = 16;
    private const int FrameSamples = 320;

    public static float[] Probabilities(IVoiceActivityModel model, short[] samples)
    {
        var probabilities = new float[samples.Length / model.FrameSamples];
        for (var frame = 0; frame < probabilities.Length; frame++)
            probabilities[frame] = model.Probability(samples.AsSpan(frame * model.FrameSamples, model.FrameSamples));
        return probabilities;
    }

    public static Hearing Of(IVoiceActivityModel model, SpeechTrack track)
    {
        var segments = new List<Range>();
        int start = -1, speech = 0, silence = 0;
        var probabilities = Probabilities(model, track.Samples);
        for (var frame = 0; frame <= probabilities.Length; frame++)
        {
            var isSpeech = frame < probabilities.Length && probabilities[frame] >= .5f;
            (speech, silence) = isSpeech ? (speech + 1, 0) : (0, silence + 1);
            if (start < 0 && speech == StartFrames) start = frame - StartFrames + 1;
            if (start < 0 || (silence < StopFrames && frame < probabilities.Length)) continue;
            segments.Add((start * model.FrameSamples)..((frame - silence + 1) * model.FrameSamples));
            start = -1;
        }

        return new(segments);
    }

    /// <summary>How many utterances some segment touches.</summary>
    public int Found(SpeechTrack track) => track.Utterances.Count(utterance => Segments.Any(segment => Overlap(segment, utterance) > 0));

    /// <summary>In which frame the first segment that touches each utterance begins; null where none does.</summary>
    public IReadOnlyList<int?> Onsets(SpeechTrack track) =>
    [
        .. track.Utterances.Select(utterance =>
            Segments.Where(segment => Overlap(segment, utterance) > 0).Select(segment => (int?)(segment.Start.Value / FrameSamples)).FirstOrDefault()),
    ];

    /// <summary>How many segments touch no utterance.</summary>
    public int FalseStarts(SpeechTrack track) => Segments.Count(segment => track.Utterances.All(utterance => Overlap(segment, utterance) == 0));

    /// <summary>How much of the pauses was taken for speech, 0 to 1.</summary>
    public double FalseShare(SpeechTrack track)
    {
        var spoken = track.Utterances.Sum(utterance => utterance.End.Value - utterance.Start.Value);
        var heardSpoken = Segments.Sum(segment => track.Utterances.Sum(utterance => Overlap(segment, utterance)));
        var heard = Segments.Sum(segment => segment.End.Value - segment.Start.Value);
        return (double)(heard - heardSpoken) / (track.Samples.Length - spoken);
    }

    private static int Overlap(Range one, Range other) =>
        Math.Max(0, Math.Min(one.End.Value, other.End.Value) - Math.Max(one.Start.Value, other.Start.Value));
}

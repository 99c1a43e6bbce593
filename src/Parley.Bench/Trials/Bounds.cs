using Parley.Load;
using Parley.Measuring;

namespace Parley.Trials;

/// <summary>What a server may add of its own to the time that its detector of voices needs: at most so much, for 99 of 100.</summary>
/// <param name="Most">So much.</param>
/// <param name="Tail">What passes from the last loud sample until the detector knows, the silence that it was asked to wait for included.</param>
/// <param name="Onset">What passes from the first loud sample until the detector knows.</param>
internal sealed record Bounds(TimeSpan Most, TimeSpan Tail, TimeSpan Onset)
{
    private const double Percent = 99;

    /// <summary>Of the null model's detector, and that of B: they hear what is loud for 100 ms, and what is silent at once.</summary>
    public static Bounds OfEnergy(TimeSpan most) => new(most, SessionSettings.Silence, TimeSpan.FromMilliseconds(100));

    /// <summary>Of a detector that nobody knows: the least that was seen is its own.</summary>
    public static Bounds Of(TimeSpan most, Figures seen) => new(most, seen.Stopped.Percentile(0), seen.Cancelled.Percentile(0));

    /// <summary>Each delay that is bounded, and what 99 of 100 did not exceed.</summary>
    public IEnumerable<(string Name, TimeSpan At)> Delays(Figures figures) =>
    [
        ("speech_stopped", figures.Stopped.Percentile(Percent) - Tail),
        ("first audio", figures.FirstAudio.Percentile(Percent)),
        ("barge-in", figures.Cancelled.Percentile(Percent) - Onset),
        ("session.update", figures.Updated.Percentile(Percent)),
    ];

    /// <summary>The one that was exceeded most, or came nearest to it.</summary>
    public (string Name, TimeSpan At) Worst(Figures figures) => Delays(figures).MaxBy(delay => delay.At);
}

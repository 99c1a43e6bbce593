using Parley.Load;
using Parley.Measuring;
using Parley.Trials;

namespace Parley.Reporting;

/// <summary>A figure of a trial that is a distribution of times.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Of">Where it is found.</param>
/// <param name="Less">What is subtracted from each: what the server was told to wait for.</param>
internal sealed record Delay(string Key, string Name, Func<TrialResult, Histogram> Of, TimeSpan Less = default)
{
    public static IReadOnlyList<Delay> All { get; } =
    [
        new("stopped_beyond_silence_ms", "last speech sample → speech_stopped, beyond the silence", trial => trial.Figures.Stopped, SessionSettings.Silence),
        new("stopped_to_committed_ms", "speech_stopped → committed", trial => trial.Figures.Committed),
        new("stopped_to_created_ms", "speech_stopped → response.created", trial => trial.Figures.Created),
        new("stopped_to_audio_ms", "speech_stopped → first audio", trial => trial.Figures.FirstAudio),
        new("speech_to_audio_ms", "last speech sample → first audio", trial => trial.Figures.Answered),
        new("output_to_audio_ms", "function's output → first audio", trial => trial.Figures.OutputAnswered),
        new("loud_to_started_ms", "first loud sample → speech_started", trial => trial.Figures.Started),
        new("loud_to_cancelled_ms", "first loud sample → response.done (cancelled)", trial => trial.Figures.Cancelled),
        new("update_ms", "session.update → session.updated", trial => trial.Figures.Updated),
        new("audio_gap_ms", "between pieces of sound", trial => trial.Figures.Gaps),
        new("connect_ms", "dialling → session.created", trial => trial.Arrivals.Opened),
        new("refused_ms", "dialling → refused", trial => trial.Arrivals.Refused),
        new("load_lateness_ms", "lateness of the load's own ticks", trial => trial.Figures.Lateness),
    ];

    /// <summary>What so many per cent do not exceed, in milliseconds; null of nothing.</summary>
    public double? At(TrialResult trial, double percent) => Of(trial) is { Count: > 0 } times ? (times.Percentile(percent) - Less).TotalMilliseconds : null;

    /// <summary>The longest, in milliseconds; null of nothing.</summary>
    public double? Max(TrialResult trial) => Of(trial) is { Count: > 0 } times ? (times.Max - Less).TotalMilliseconds : null;
}

using Parley.Trials;

namespace Parley.Reporting;

/// <summary>A figure of a trial that is one number.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Unit">What it counts; empty for things.</param>
/// <param name="Of">The figure, or null where it cannot be known.</param>
/// <param name="Digits">Behind the point.</param>
internal sealed record Quantity(string Key, string Name, string Unit, Func<TrialResult, double?> Of, int Digits = 0)
{
    private const double Kilobyte = 1024;

    public static IReadOnlyList<Quantity> All { get; } =
    [
        new("sessions_asked", "sessions asked for", "", trial => trial.Asked),
        new("sessions_opened", "sessions opened", "", trial => trial.Arrivals.Opened.Count),
        new("sessions_held", "sessions held", "", trial => trial.Held),
        new("sessions_refused", "sessions refused", "", trial => trial.Arrivals.Refusals.Total),
        new("cpu_ms_per_session_second", "server CPU per session-second", "ms", CpuMs, 3),
        new("cores", "server CPU", "cores", trial => Cpu(trial) / trial.Counted, 2),
        new("resident_kb_per_session", "memory per session, over an idle server", "kB", trial => Resident(trial) / Kilobyte / trial.Held, 1),
        new("sound_kb_per_session", "of which sound of its conversation", "kB", trial => trial.After.Runtime?.SoundBytes / Kilobyte / trial.Held, 1),
        new("heap_kb_per_session", "managed heap per session, over an idle server", "kB", trial => (trial.After.Runtime?.HeapBytes - trial.Idle.Runtime?.HeapBytes) / Kilobyte / trial.Held, 1),
        new("allocated_kb_per_session_second", "allocated per session-second", "kB", trial => Allocated(trial) / Kilobyte / trial.SessionTime.TotalSeconds, 2),
        new("gen0", "gen0 collections", "", trial => trial.After.Runtime?.Gen0 - trial.Before.Runtime?.Gen0),
        new("gen1", "gen1 collections", "", trial => trial.After.Runtime?.Gen1 - trial.Before.Runtime?.Gen1),
        new("gen2", "gen2 collections", "", trial => trial.After.Runtime?.Gen2 - trial.Before.Runtime?.Gen2),
        new("gc_pause_max_ms", "longest collection pause", "ms", trial => trial.After.Runtime?.GcPauseMaxMs, 2),
        new("threads", "server threads", "", trial => trial.After.Process?.Threads),
        new("descriptors", "server descriptors", "", trial => trial.After.Process?.Descriptors),
        new("resident_growth_percent", "memory growth while it counted", "%", trial => 100d * (trial.After.Process?.ResidentBytes - trial.Before.Process?.ResidentBytes) / trial.Before.Process?.ResidentBytes, 1),
        new("threads_left", "threads left over", "", trial => trial.Left?.Process?.Threads - trial.Idle.Process?.Threads),
        new("descriptors_left", "descriptors left over", "", trial => trial.Left?.Process?.Descriptors - trial.Idle.Process?.Descriptors),
        new("timers_left", "timers left over", "", trial => trial.Left?.Runtime?.Timers - trial.Idle.Runtime?.Timers),
        new("sessions_left", "sessions left over", "", trial => trial.Left?.Runtime?.Sessions),
        new("turns", "turns answered", "", trial => trial.Figures.Turns.Value),
        new("tool_calls", "tool calls", "", trial => trial.Figures.ToolCalls.Value),
        new("barge_ins", "answers cut off", "", trial => trial.Figures.BargeIns.Value),
        new("unanswered", "utterances without an answer", "", trial => trial.Figures.Unanswered.Value),
        new("deltas", "pieces of sound heard", "", trial => trial.Figures.Deltas.Value),
        new("underruns", "underruns, with a cushion of 100 ms", "", trial => trial.Figures.Underruns.Value),
        new("late_deltas", "late pieces of sound", "", trial => trial.Figures.LateDeltas.Value),
        new("deltas_after_cancel", "pieces of sound after a barge-in", "", trial => trial.Figures.DeltasAfterCancel.Value),
        new("out_of_order", "events out of order", "", trial => trial.Figures.OutOfOrder.Total),
        new("errors", "errors", "", trial => trial.Figures.Errors.Total),
        new("closes", "sessions that the server ended", "", trial => trial.Figures.Closes.Total),
        new("held_back", "chunks that the server did not take at once", "", trial => trial.Figures.HeldBack.Value),
        new("load_cores", "the load's own CPU", "cores", trial => trial.LoadCores, 2),
    ];

    /// <summary>Its name, with its unit.</summary>
    public string Title => Unit.Length == 0 ? Name : $"{Name}, {Unit}";

    private static double? CpuMs(TrialResult trial) => Cpu(trial)?.TotalMilliseconds / trial.SessionTime.TotalSeconds;

    private static TimeSpan? Cpu(TrialResult trial) => trial.After.Process?.Cpu - trial.Before.Process?.Cpu;

    private static double? Resident(TrialResult trial) => trial.After.Process?.ResidentBytes - trial.Idle.Process?.ResidentBytes;

    private static double? Allocated(TrialResult trial) => trial.After.Runtime?.AllocatedBytes - trial.Before.Runtime?.AllocatedBytes;
}

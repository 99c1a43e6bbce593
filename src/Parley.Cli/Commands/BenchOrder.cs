using Parley.Dialects;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>What the bench is asked to measure, and how.</summary>
internal sealed record BenchOrder
{
    public const string NullModel = "null";
    public const string DetectorModel = "null-detector";
    public const string EmbeddedModel = "parley";

    private const int MostSessions = 100_000;

    public required int Sessions { get; init; }

    public required int Seconds { get; init; }

    public required int WarmUp { get; init; }

    public required int ChunkMs { get; init; }

    public required int SpeakingPercent { get; init; }

    public required bool IsIdle { get; init; }

    public required int? Churn { get; init; }

    public required int Seed { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    public required DialectName Dialect { get; init; }

    public required bool Ramps { get; init; }

    public required int BoundMs { get; init; }

    public required bool Checks { get; init; }

    /// <summary>A server that runs already; null is our own.</summary>
    public required string? Against { get; init; }

    public required string? Key { get; init; }

    public required int? ProcessId { get; init; }

    /// <summary>The configuration of our own server.</summary>
    public required string? Configuration { get; init; }

    /// <summary>Whether servers and load have a core each.</summary>
    public required bool Pins { get; init; }

    /// <summary>Whether B is measured too.</summary>
    public required bool HasLimit { get; init; }

    /// <summary>The model that a profile means.</summary>
    /// <exception cref="CommandException">There is no such profile, or a model beside it.</exception>
    public static string ModelOf(string? profile, string? model) => (profile, model) switch
    {
        (null, { } name) => name,
        ({ }, { }) => throw new CommandException("--profile and --model both name a model: give one of them."),
        (null or "null", null) => NullModel,
        ("detector", null) => DetectorModel,
        ("embedded", null) => EmbeddedModel,
        _ => throw new CommandException($"--profile is null, detector or embedded, not '{profile}'; any model is measured with --model NAME."),
    };

    /// <exception cref="CommandException">A bound is given where nothing looks for it.</exception>
    public static void CheckBound(int? bound, bool ramps) => Require(bound is null || ramps, "--bound goes with --ramp, which looks for the sessions that keep it.");

    /// <exception cref="CommandException">Something in it has no meaning.</exception>
    public BenchOrder Checked()
    {
        Between("--sessions", Sessions, 1, MostSessions);
        Between("--seconds", Seconds, 1, 24 * 60 * 60);
        Between("--warmup", WarmUp, 0, 24 * 60 * 60);
        Between("--speaking", SpeakingPercent, 0, 100);
        Between("--bound", BoundMs, 1, 60_000);
        Between("--churn", Churn ?? 1, 1, 24 * 60 * 60);
        Require(ChunkMs is 20 or 100, $"--chunk is 20 or 100, not {ChunkMs}.");
        Require(!(IsIdle && (Ramps || Checks)), "--idle has no turns to measure, so that it goes with neither --ramp nor --check.");
        Require(!(Checks && Ramps), "--check judges one load, and --ramp looks for another: give one of them.");
        Require(!(Checks && !HasLimit), "--check compares with B, which --no-limit leaves out.");
        Require(Against is not null || (Key is null && ProcessId is null), "--key and --pid go with --against URL: our own server has a key and a process of its own.");
        Require(Against is null || Configuration is null, "--config is for our own server, and --against measures another.");
        Require(Configuration is null || File.Exists(Configuration), $"--config {Configuration}: there is no such file.");
        return this;
    }

    /// <summary>The load in a line.</summary>
    public string Describe() => IsIdle
        ? $"{Sessions} idle sessions, {Seconds} s"
        : $"{(Ramps ? $"from {Sessions} sessions, p99 within {BoundMs} ms" : $"{Sessions} sessions")}, {ChunkMs} ms chunks, {SpeakingPercent} % take turns{(Churn is { } life ? $", each lives {life} s" : "")}; {Seconds} s, after {WarmUp} s of warm-up";

    private static void Between(string option, int number, int least, int most) => Require(number >= least && number <= most, $"{option} is a whole number from {least} to {most}, not {number}.");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new CommandException(otherwise);
        }
    }
}

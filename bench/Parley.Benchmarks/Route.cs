using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Parley.Benchmarks;

/// <summary>The stations that sound passes on its way in and out, in that order, and how they are measured.</summary>
/// <remarks>One operation of every benchmark is one second of sound, so all figures can be added up.</remarks>
internal static class Route
{
    public static IReadOnlyList<Type> Stations { get; } =
    [
        typeof(Reading), typeof(InboxCrossing), typeof(Decoding), typeof(VoiceActivity), typeof(TurnDetection), typeof(Committing),
        typeof(Wording), typeof(Voicing), typeof(Encoding), typeof(Cutting), typeof(Responding), typeof(Writing), typeof(OutboxCrossing), typeof(WholeTurns),
    ];

    /// <summary>A short job in this process: the whole route takes a few minutes. Many short iterations, of which some find a busy machine quiet.</summary>
    public static IConfig Measurement { get; } = ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(25))
            .WithWarmupCount(20)
            .WithIterationCount(50))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(new StationTable())
        .WithOption(ConfigOptions.JoinSummary, true)
        .WithArtifactsPath(Path.GetFullPath(Path.Combine(RepositoryRoot, "artifacts", "micro")));

    private static string RepositoryRoot =>
        typeof(Route).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "RepositoryRoot").Value!;
}

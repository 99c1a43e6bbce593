using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Parley.Benchmarks;

/// <summary>The results as a table of Markdown: time and bytes allocated for one second of sound, station by station.</summary>
/// <remarks>What else a machine does only adds to a time, so the least is the one to compare; how far the median lies from it says how quiet the machine was.</remarks>
internal sealed class StationTable : ExporterBase
{
    protected override string FileExtension => "md";

    protected override string FileCaption => "stations";

    public override void ExportToLog(Summary summary, ILogger logger)
    {
        var host = summary.HostEnvironmentInfo;
        logger.WriteLine($"{host.CpuInfo.Value?.ProcessorName ?? "A processor"}, {Environment.ProcessorCount} cores, {host.OsVersion.Value}, {host.RuntimeVersion}");
        logger.WriteLine();
        logger.WriteLine("| station | of | µs per audio-second, least | median | bytes allocated per audio-second |");
        logger.WriteLine("|---|---|--:|--:|--:|");
        foreach (var report in summary.Reports.OrderBy(Place))
        {
            logger.WriteLine(Row(report));
        }
    }

    private static int Place(BenchmarkReport report) => Route.Stations.ToList().IndexOf(report.BenchmarkCase.Descriptor.Type);

    private static string Row(BenchmarkReport report)
    {
        var (station, of) = (report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), Parameters(report.BenchmarkCase));
        return report.ResultStatistics is { } time
            ? $"| {station} | {of} | {Microseconds(time.Min)} | {Microseconds(time.Median)} | {report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase):N0} |"
            : $"| {station} | {of} | failed | | |";
    }

    private static string Parameters(BenchmarkCase benchmark) => string.Join(", ", benchmark.Parameters.Items.Select(each => each.Value is int ms ? $"{ms} ms" : $"{each.Value}"));

    private static string Microseconds(double nanoseconds) => (nanoseconds / 1000).ToString(nanoseconds < 10_000 ? "0.00" : "0.0");
}

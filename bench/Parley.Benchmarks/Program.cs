using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using Parley.Benchmarks;

// without a choice of its own, a person wants all stations in one table
foreach (var summary in BenchmarkSwitcher.FromTypes([.. Route.Stations]).Run(args.Length > 0 ? args : ["--filter", "*"], Route.Measurement))
{
    new StationTable().ExportToLog(summary, ConsoleLogger.Default);
}

using System.Runtime.InteropServices;

namespace Parley.Measuring;

/// <summary>The machine, in words: figures mean nothing without it.</summary>
internal static class Hardware
{
    private const string ModelLine = "model name";

    public static string Describe() => $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}";

    private static string Processor()
    {
        try
        {
            return File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(ModelLine, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? Architecture();
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return Architecture();
        }
    }

    private static string Architecture() => $"{RuntimeInformation.ProcessArchitecture}";
}

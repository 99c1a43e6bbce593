using System.Globalization;

namespace Parley.Measuring;

/// <summary>What Linux says of a process.</summary>
internal sealed record ProcessFigures(TimeSpan Cpu, long ResidentBytes, int Threads, int Descriptors)
{
    // what /proc counts in, on all that .NET runs on
    private const int JiffiesPerSecond = 100;

    // of /proc/PID/stat, behind the name
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ThreadCount = 17;
    private const int ResidentPages = 21;

    /// <summary>Of a process, or null where they cannot be had: it is gone, is another's, or this is no Linux.</summary>
    public static ProcessFigures? Of(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // a name may have spaces and brackets
            return new(
                TimeSpan.FromSeconds((double)(Number(fields[UserTime]) + Number(fields[SystemTime])) / JiffiesPerSecond),
                Number(fields[ResidentPages]) * Environment.SystemPageSize,
                (int)Number(fields[ThreadCount]),
                Directory.GetFiles($"/proc/{process}/fd").Length);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace Parley.Measuring;

/// <summary>Which core which process runs on: a server and its load must not share one.</summary>
internal static partial class Cores
{
    public const int Server = 0;
    public const int Load = 1;

    /// <summary>Whether there are cores to choose from, on a system that lets one choose.</summary>
    public static bool CanPin { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 && IsAllowed(Server) && IsAllowed(Load);

    /// <summary>Has the calling thread, and all it starts from now on, run on one core.</summary>
    public static void PinThread(int core) => Pin(thread: 0, core);

    /// <summary>Has all threads of this process run on one core.</summary>
    public static void PinProcess(int core)
    {
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
        {
            Pin(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), core);
        }
    }

    private static bool IsAllowed(int core)
    {
        var mask = new ulong[16];
        return GetAffinity(0, sizeof(ulong) * mask.Length, mask) >= 0 && (mask[0] & (1UL << core)) != 0;
    }

    // a thread that has ended in between is not missed
    private static void Pin(int thread, int core) => SetAffinity(thread, sizeof(ulong), [1UL << core]);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nint size, ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAffinity(int thread, nint size, [Out] ulong[] mask);
}

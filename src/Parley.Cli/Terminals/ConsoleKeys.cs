using System.Runtime.CompilerServices;

namespace Parley.Terminals;

/// <summary>The keys of this process' terminal. They are looked for, not waited for: a wait in the console cannot be ended.</summary>
internal sealed class ConsoleKeys(TimeProvider time) : IKeys
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>Null where there is no terminal on both sides.</summary>
    public static ConsoleKeys? OfProcess(TimeProvider time) =>
        Console.IsInputRedirected || Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb" ? null : new(time);

    public async IAsyncEnumerable<ConsoleKeyInfo> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            while (Console.KeyAvailable)
            {
                yield return Console.ReadKey(intercept: true);
            }
        }
    }
}

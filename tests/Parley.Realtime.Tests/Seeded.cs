using FsCheck;
using Microsoft.FSharp.Core;

namespace Parley.Tests;

/// <summary>Property tests that run the same cases every time; <c>PARLEY_SEED=n</c> runs others.</summary>
internal static class Seeded
{
    public static Config Config { get; } = Config.QuickThrowOnFailure
        .WithQuietOnSuccess(true)
        .WithReplay(FSharpOption<Replay>.Some(new(new Rnd(Seed), FSharpOption<int>.None)));

    private static ulong Seed => ulong.TryParse(Environment.GetEnvironmentVariable("PARLEY_SEED"), out var seed) ? seed : 2026;
}

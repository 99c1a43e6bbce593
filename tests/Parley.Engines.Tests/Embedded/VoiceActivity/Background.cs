namespace Parley.Embedded.VoiceActivity;

/// <summary>What a microphone hears when nobody speaks: a value for every sample.</summary>
internal static class Background
{
    public static Func<int, double> White(double dbfs, int seed = 6) => White(_ => dbfs, seed);

    /// <summary>Noise that is as loud as is said for each sample.</summary>
    public static Func<int, double> White(Func<int, double> dbfs, int seed = 6)
    {
        var random = new Random(seed);
        return n => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2 * Amplitude(dbfs(n)); // three add up to a quarter of power
    }

    /// <summary>The mains, with some overtones.</summary>
    public static Func<int, double> Hum(double dbfs) =>
        n => Amplitude(dbfs) * (Math.Sin(2 * Math.PI * 50 * n / 16000) + (.5 * Math.Sin(2 * Math.PI * 100 * n / 16000)) + (.3 * Math.Sin(2 * Math.PI * 150 * n / 16000)));

    public static Func<int, double> Offset(double value) => _ => value;

    public static Func<int, double> And(this Func<int, double> one, Func<int, double> other) => n => one(n) + other(n);

    public static short[] Seconds(this Func<int, double> background, double seconds) =>
        [.. Enumerable.Range(0, (int)(seconds * 16000)).Select(n => (short)Math.Round(background(n)))];

    private static double Amplitude(double dbfs) => 32768 * Math.Pow(10, dbfs / 20);
}

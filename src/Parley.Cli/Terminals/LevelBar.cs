namespace Parley.Terminals;

/// <summary>Loudness as a bar of text.</summary>
internal static class LevelBar
{
    public const int Width = 12;

    private const double QuietestDbfs = -60;

    public static string Of(double dbfs)
    {
        var filled = (int)Math.Round(Math.Clamp((dbfs - QuietestDbfs) / -QuietestDbfs, 0, 1) * Width);
        return new string('█', filled).PadRight(Width, '·');
    }
}

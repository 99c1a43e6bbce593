namespace Parley.Sounds;

/// <summary>Whether somebody speaks, as far as loudness tells: louder than speech has to be, and than what the room makes of noise.</summary>
internal sealed class SpeechSense
{
    private const double LeastDbfs = -45;
    private const double AboveNoise = 12;
    private const double RisePerPiece = 0.05;
    private const double QuietestNoise = -80;

    private double _noise = -60;

    /// <param name="dbfs">Of some 20 ms.</param>
    public bool IsSpeech(double dbfs)
    {
        _noise = Math.Max(QuietestNoise, Math.Min(dbfs, _noise + RisePerPiece));
        return dbfs > Math.Max(LeastDbfs, _noise + AboveNoise);
    }
}

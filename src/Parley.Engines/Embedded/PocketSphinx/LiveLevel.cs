namespace Parley.Embedded.PocketSphinx;

/// <summary>Normalises speech whose end is not known yet, by the loudest block so far.</summary>
internal sealed class LiveLevel
{
    // speech as a whole is about 5 dB below its loudest tenth of a second
    private const double Crest = 1.8;

    // until somebody speaks up: ordinary speech, −23 dBFS
    private double _loudest = 0.07 * 32768 * Crest / 4;

    internal short[] Normalise(short[] block)
    {
        _loudest = Math.Max(_loudest, Level.Rms(block));
        return Level.Scale(block, Level.Target * Crest / _loudest);
    }
}

namespace Parley.Embedded.VoiceActivity;

/// <summary>Follows the noise in each band: quickly while nobody speaks, and by the quietest moments while somebody does.</summary>
internal sealed class NoiseFloor
{
    private const float Smoothing = .96f;
    private const float Rate = .025f;
    private const int SpanFrames = 20;
    private const int Spans = 6;

    // The least of many smoothed values lies below their mean; speech may hide a rise only so far.
    private const float LeastToMean = .65f;
    private const float MostAboveLeast = 10f;

    // A stream of digital silence has no noise to compare with: about one unit of a 16-bit sample, windowed.
    private const float Hearing = 3000f;

    private readonly float[] _level = new float[BandSpectrum.Bands];
    private readonly float[] _smooth = new float[BandSpectrum.Bands];
    private readonly float[] _least = new float[BandSpectrum.Bands * Spans];
    private int _frames;

    /// <summary>The power of the noise in a band.</summary>
    public float this[int band] => _level[band];

    /// <summary>Takes the power of a frame before it is judged.</summary>
    public void Hear(ReadOnlySpan<float> bands)
    {
        var span = _frames / SpanFrames % Spans;
        for (var band = 0; band < bands.Length; band++)
        {
            var power = Math.Max(bands[band], Hearing);
            _smooth[band] = _frames == 0 ? power : (Smoothing * _smooth[band]) + ((1 - Smoothing) * power);
            var least = _least.AsSpan(band * Spans, Spans);
            if (_frames == 0)
            {
                least.Fill(power);
                _level[band] = power;
            }
            else if (_frames % SpanFrames == 0) least[span] = _smooth[band];
            else least[span] = Math.Min(least[span], _smooth[band]);

            var floor = Least(least) * LeastToMean;
            _level[band] = Math.Clamp(_level[band], floor, floor * MostAboveLeast);
        }

        _frames++;
    }

    /// <summary>Learns from the frame as far as it was not speech.</summary>
    public void Learn(ReadOnlySpan<float> bands, float speech)
    {
        for (var band = 0; band < bands.Length; band++)
            _level[band] += Rate * (1 - speech) * (Math.Max(bands[band], Hearing) - _level[band]);
    }

    public void Reset() => _frames = 0;

    private static float Least(ReadOnlySpan<float> values)
    {
        var least = values[0];
        foreach (var value in values) least = Math.Min(least, value);
        return least;
    }
}

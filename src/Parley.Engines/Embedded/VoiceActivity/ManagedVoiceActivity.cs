using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>Voice activity without native parts: how much likelier the bands' powers are with speech than with noise alone.</summary>
internal sealed class ManagedVoiceActivity : IVoiceActivityModel
{
    // The mean log-likelihood-ratio at which speech and noise are equally probable, and how sharply that turns.
    private const float Line = .35f;
    private const float Width = .3f;

    private const float PriorMemory = .7f;
    private const float LeastPriorSnr = .0025f;
    private const float MostPerBand = 14f;
    private const float ScoreMemory = .58f;

    private readonly BandSpectrum _spectrum = new();
    private readonly NoiseFloor _noise = new();
    private readonly float[] _speech = new float[BandSpectrum.Bands];
    private float _score;

    public string Name => "managed-llr/1";

    public int FrameSamples => BandSpectrum.FrameSamples;

    public float Probability(ReadOnlySpan<short> frame)
    {
        if (frame.Length != FrameSamples) throw new ArgumentException($"A frame has {FrameSamples} samples, not {frame.Length}.", nameof(frame));

        Span<float> bands = stackalloc float[BandSpectrum.Bands];
        _spectrum.Next(frame, bands);
        _noise.Hear(bands);

        var sum = 0f;
        for (var band = 0; band < bands.Length; band++) sum += Math.Clamp(LogRatio(band, bands[band]), 0, MostPerBand);
        _score = (ScoreMemory * _score) + ((1 - ScoreMemory) * sum / bands.Length);

        var probability = 1 / (1 + MathF.Exp((Line - _score) / Width));
        _noise.Learn(bands, probability);
        return probability;
    }

    public void Reset()
    {
        _spectrum.Reset();
        _noise.Reset();
        Array.Clear(_speech);
        _score = 0;
    }

    public void Dispose()
    {
        // Nothing but memory.
    }

    /// <summary>The log-likelihood-ratio of one band, with the speech power expected from the frame before.</summary>
    private float LogRatio(int band, float power)
    {
        var noise = _noise[band];
        var ratio = power / noise;
        var prior = Math.Max((PriorMemory * _speech[band] / noise) + ((1 - PriorMemory) * Math.Max(ratio - 1, 0)), LeastPriorSnr);
        var gain = prior / (1 + prior);
        _speech[band] = gain * gain * power;
        return (ratio * gain) - MathF.Log(1 + prior);
    }
}

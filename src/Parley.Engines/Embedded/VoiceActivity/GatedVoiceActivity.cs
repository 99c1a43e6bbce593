using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>Spares a model the frames that are clear silence, most of a call; it hears all others, and the frame before each onset.</summary>
internal sealed class GatedVoiceActivity(IVoiceActivityModel model) : IVoiceActivityModel
{
    private readonly SilenceGate _gate = new();
    private readonly short[] _spared = new short[model.FrameSamples];
    private bool _isShut;

    public string Name => model.Name;

    public int FrameSamples => _spared.Length;

    public float Probability(ReadOnlySpan<short> frame)
    {
        if (frame.Length != FrameSamples) throw new ArgumentException($"A frame has {FrameSamples} samples, not {frame.Length}.", nameof(frame));

        if (_gate.Shuts(frame))
        {
            frame.CopyTo(_spared);
            _isShut = true;
            return 0;
        }

        // The first milliseconds of a word may be no louder than the silence.
        if (_isShut) model.Probability(_spared);
        _isShut = false;
        var probability = model.Probability(frame);
        _gate.Hear(probability);
        return probability;
    }

    public void Reset()
    {
        _gate.Reset();
        _isShut = false;
        model.Reset();
    }

    public void Dispose() => model.Dispose();
}

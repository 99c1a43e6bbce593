using Parley.Audio;
using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>The sound of an answer as it comes; it can be taken at any time.</summary>
internal sealed class AnswerSound(AudioFormat format)
{
    private readonly AudioDecoder _decoder = DecoderOf(format);
    private readonly List<short> _samples = [];

    public TimeSpan Duration => TimeSpan.FromSeconds((double)_samples.Count / _decoder.SampleRate);

    public bool IsEmpty => _samples.Count == 0;

    /// <summary>What has come so far.</summary>
    public Sound Sound => new(_decoder.SampleRate, _samples.ToArray());

    public void Add(TalkStep step)
    {
        if (step is not ServerSaid { Event: ResponseOutputAudioDelta { Delta: var delta } })
        {
            return;
        }

        var room = new short[_decoder.MaxSamples(delta.Length)];
        var count = _decoder.Decode(delta.Span, room);
        _samples.AddRange(room.AsSpan(0, count));
    }

    private static AudioDecoder DecoderOf(AudioFormat format)
    {
        try
        {
            var pcm = format.Type switch
            {
                AudioFormat.Pcmu => PcmFormat.MuLaw,
                AudioFormat.Pcma => PcmFormat.ALaw,
                _ => PcmFormat.Pcm16(format.SampleRate),
            };
            return new(pcm, pcm.SampleRate);
        }
        catch (ArgumentOutOfRangeException odd)
        {
            throw new CommandException($"The server speaks {format.Type} at {format.SampleRate} Hz; {string.Join(", ", PcmFormat.Rates)} Hz were expected.", odd);
        }
    }
}

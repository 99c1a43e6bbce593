using Parley.Audio;
using Parley.Protocol;

namespace Parley.Realtime;

/// <summary>The protocol's audio formats as the audio library knows them.</summary>
internal static class WireFormat
{
    public static PcmFormat Of(AudioFormat format) => format.Type switch
    {
        AudioFormat.Pcmu => PcmFormat.MuLaw,
        AudioFormat.Pcma => PcmFormat.ALaw,
        _ => PcmFormat.Pcm16(format.SampleRate),
    };
}

namespace Parley.Audio;

/// <summary>How one sample stands on the wire.</summary>
public enum PcmEncoding
{
    /// <summary>Linear, signed 16 bits, little-endian.</summary>
    Pcm16,

    /// <summary>G.711 mu-law, 8 bits.</summary>
    MuLaw,

    /// <summary>G.711 A-law, 8 bits.</summary>
    ALaw,
}

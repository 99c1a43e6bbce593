using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Parley.Audio;

/// <summary>A wire format of mono sound; the default value is the protocol's own, 16-bit PCM at 24 kHz.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PcmFormat
{
    private const int DefaultRate = 24000;

    // Stored as a distance, so that default(PcmFormat) is a format and not a rate of zero.
    private readonly int _rateFromDefault;

    private PcmFormat(PcmEncoding encoding, int sampleRate)
    {
        Encoding = encoding;
        _rateFromDefault = sampleRate - DefaultRate;
    }

    /// <summary>The rates that 16-bit PCM may have, in Hz.</summary>
    public static ImmutableArray<int> Rates { get; } = [8000, 16000, 24000, 44100, 48000];

    public static PcmFormat MuLaw { get; } = new(PcmEncoding.MuLaw, 8000);

    public static PcmFormat ALaw { get; } = new(PcmEncoding.ALaw, 8000);

    public PcmEncoding Encoding { get; }

    /// <summary>Samples per second.</summary>
    public int SampleRate => _rateFromDefault + DefaultRate;

    public int BytesPerSample => Encoding == PcmEncoding.Pcm16 ? 2 : 1;

    public int BytesPerSecond => SampleRate * BytesPerSample;

    /// <summary>The media type with its rate, for example <c>audio/pcm;rate=24000</c> or <c>audio/pcmu</c>.</summary>
    public string Name => Encoding switch
    {
        PcmEncoding.MuLaw => "audio/pcmu",
        PcmEncoding.ALaw => "audio/pcma",
        _ => $"audio/pcm;rate={SampleRate}",
    };

    /// <summary>16-bit little-endian PCM.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is none of <see cref="Rates"/>.</exception>
    public static PcmFormat Pcm16(int sampleRate) => Rates.Contains(sampleRate)
        ? new(PcmEncoding.Pcm16, sampleRate)
        : throw new ArgumentOutOfRangeException(
            nameof(sampleRate), sampleRate, $"16-bit PCM is spoken at {string.Join(", ", Rates)} Hz.");

    /// <summary>Bytes that last <paramref name="duration"/>, rounded down to a whole sample.</summary>
    public int BytesFor(TimeSpan duration) =>
        checked((int)(duration.Ticks * SampleRate / TimeSpan.TicksPerSecond) * BytesPerSample);

    /// <summary>Bytes that last so many milliseconds, rounded down to a whole sample.</summary>
    public int BytesForMs(int milliseconds) => checked((int)((long)milliseconds * SampleRate / 1000) * BytesPerSample);

    /// <summary>How long so many bytes last, in milliseconds, rounded down.</summary>
    public long DurationMs(long bytes) => bytes / BytesPerSample * 1000 / SampleRate;

    /// <summary>How long so many bytes last.</summary>
    public TimeSpan Duration(long bytes) => new(bytes / BytesPerSample * TimeSpan.TicksPerSecond / SampleRate);

    public override string ToString() => Name;
}

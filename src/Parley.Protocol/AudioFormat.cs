using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>How samples travel: 16-bit little-endian PCM at a rate, or G.711 at 8 kHz; always mono.</summary>
/// <param name="Type"><c>audio/pcm</c>, <c>audio/pcmu</c> or <c>audio/pcma</c>.</param>
/// <param name="Rate">Samples a second; only PCM has one.</param>
/// <param name="Channels">1 where a client says it (Yandex); echoed as it came.</param>
public sealed record AudioFormat(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Rate = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Channels = null)
{
    public const string Pcm = "audio/pcm";
    public const string Pcmu = "audio/pcmu";
    public const string Pcma = "audio/pcma";

    public static readonly AudioFormat Pcm24000 = new(Pcm, 24000);

    [JsonIgnore]
    public int SampleRate => Type == Pcm ? Rate ?? 24000 : 8000;

    [JsonIgnore]
    public int BytesPerSample => Type == Pcm ? 2 : 1;

    [JsonIgnore]
    public int BytesPerSecond => SampleRate * BytesPerSample;

    public int MsOf(long bytes) => (int)(bytes * 1000 / BytesPerSecond);

    /// <summary>Bytes of a duration, whole samples.</summary>
    public int BytesOf(int ms) => (int)((long)ms * SampleRate / 1000) * BytesPerSample;

    /// <summary>The format as it is echoed: PCM always names its rate.</summary>
    internal AudioFormat Checked(string param)
    {
        if (Type is not (Pcm or Pcmu or Pcma))
        {
            throw InvalidRequestException.Unsupported($"{param}.type", Type, [Pcm, Pcmu, Pcma]);
        }

        if (Type == Pcm && SampleRate is not (8000 or 16000 or 24000 or 44100 or 48000))
        {
            throw InvalidRequestException.OutOfRange($"{param}.rate", $"{Rate}", "8000, 16000, 24000, 44100 or 48000");
        }

        if (Type != Pcm && Rate is not (null or 8000))
        {
            throw InvalidRequestException.OutOfRange($"{param}.rate", $"{Rate}", "8000, or no rate, for G.711");
        }

        return Channels is null or 1
            ? this with { Rate = Type == Pcm ? SampleRate : null }
            : throw InvalidRequestException.OutOfRange($"{param}.channels", $"{Channels}", "1 (mono)");
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Parley;

/// <summary>
/// A frame of the WebSocket protocol, and a way to write it down: <c>text+ 'Hel' | cont 'lo'</c> is a message of two frames,
/// <c>x300</c> a payload of 300 asterisks, <c>&lt;ce ba&gt;</c> one of two bytes, <c>close 1000 'bye'</c> a close, <c>rsv1</c> a reserved bit.
/// </summary>
internal sealed partial record Frame(int Opcode, byte[] Payload)
{
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private static readonly string[] Names = ["cont", "text", "binary", "op3", "op4", "op5", "op6", "op7", "close", "ping", "pong", "op11", "op12", "op13", "op14", "op15"];

    public bool IsFinal { get; init; } = true;

    public int Rsv { get; init; }

    public bool IsMasked { get; init; } = true;

    /// <summary>In how many bytes the length is written, where not in as few as can be.</summary>
    public int? LengthBytes { get; init; }

    public static IEnumerable<Frame> ReadAll(string frames) => frames.Length == 0 ? [] : frames.Split(" | ").Select(Read);

    public static Frame Read(string frame)
    {
        var words = Words().Matches(frame).Select(match => match.Value).ToList();
        var read = new Frame(Array.IndexOf(Names, words[0].TrimEnd('+')), []) { IsFinal = !words[0].EndsWith('+') };
        foreach (var word in words.Skip(1))
        {
            read = word switch
            {
                "unmasked" => read with { IsMasked = false },
                "long2" or "long8" => read with { LengthBytes = word[^1] - '0' },
                ['r', 's', 'v', var bit] => read with { Rsv = 1 << (3 - (bit - '0')) },
                ['x', .. var count] => read.With(Encoding.ASCII.GetBytes(new string('*', Number(count)))),
                ['\'', .. var text, '\''] => read.With(Encoding.UTF8.GetBytes(text)),
                ['<', .. var hex, '>'] => read.With(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))),
                _ => read.With([(byte)(Number(word) >> 8), (byte)Number(word)]),
            };
        }

        return read;
    }

    /// <summary>As it would be written down.</summary>
    public override string ToString()
    {
        var name = Names[Opcode] + (IsFinal ? "" : "+") + (Rsv == 0 ? "" : " with reserved bits");
        return this switch
        {
            { Opcode: Close, Payload.Length: > 1 } => $"{name} {BinaryPrimitives.ReadUInt16BigEndian(Payload)}",
            { Payload.Length: 0 } => name,
            { Payload.Length: > 32 } when Payload.All(each => each == '*') => $"{name} x{Payload.Length}",
            _ => $"{name} '{Encoding.UTF8.GetString(Payload)}'",
        };
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private Frame With(byte[] more) => this with { Payload = [.. Payload, .. more] };

    [GeneratedRegex("'[^']*'|<[^>]*>|[^ ]+")]
    private static partial Regex Words();
}

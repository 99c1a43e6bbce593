using System.Diagnostics;

namespace Parley.Conversations;

/// <summary>Identifiers that derive from a seed: the same session, replayed, names everything the same.</summary>
public sealed class Ids(ulong seed)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 21;

    private ulong _state = seed;

    public string Event() => Mint("event_", Length);

    public string Item() => Mint("item_", Length);

    public string Response() => Mint("resp_", Length);

    /// <summary>Short, because a client (LiveKit) assumes at most 32 characters.</summary>
    public string Call() => Mint("call_", 16);

    public string Conversation() => Mint("conv_", Length);

    public string Session() => Mint("sess_", Length);

    private string Mint(string prefix, int length) => string.Create(prefix.Length + length, (prefix, ids: this), static (text, from) =>
    {
        from.prefix.CopyTo(text);
        var digits = text[from.prefix.Length..];
        var random = 0UL;
        for (var i = 0; i < digits.Length; i++)
        {
            random = i % 10 == 0 ? from.ids.Next() : random / 62; // ten digits of base 62 fit 64 bits
            digits[i] = Base62[(int)(random % 62)];
        }

        Debug.Assert(text.IndexOf('\0') < 0);
    });

    // SplitMix64 (Steele, Lea, Flood 2014): one addition and a mix, the same on every machine
    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

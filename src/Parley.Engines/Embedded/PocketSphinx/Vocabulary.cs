using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.PocketSphinx;

/// <summary>The phrases that an agent's users are likely to say or to hear, and a key that is the same for the same phrases.</summary>
internal sealed record Vocabulary
{
    /// <summary>The name under which a caller puts phrases into <see cref="SpeechToTextOptions.AdditionalProperties"/>.</summary>
    internal const string Property = "vocabulary";

    internal static readonly Vocabulary None = new([]);

    internal Vocabulary(IReadOnlyList<string> phrases)
    {
        Phrases = phrases;
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', phrases))))[..24];
    }

    internal IReadOnlyList<string> Phrases { get; }

    internal string Key { get; }

    /// <exception cref="ArgumentException">The property holds something else than strings.</exception>
    internal static Vocabulary Of(SpeechToTextOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Property, out var value) is not true ? None : value switch
        {
            null => None,
            string phrase => new([phrase]),
            IEnumerable<string> phrases => new([.. phrases]),
            _ => throw new ArgumentException(
                $"AdditionalProperties[\"{Property}\"] is a {value.GetType().Name}; it must be a list of strings.", nameof(options)),
        };
}

using Microsoft.Extensions.AI;

namespace Parley.Listening;

/// <summary>
/// Transcripts of an utterance that may go on: nobody waits for their words yet, so an engine that others wait for need not make
/// them, and says so. Both are a <c>true</c> in <c>AdditionalProperties</c>.
/// </summary>
public static class Speculation
{
    private const string AskedProperty = "speculative";
    private const string DeclinedProperty = "declined";

    /// <summary>Nobody waits for the answer yet.</summary>
    public static void Ask(SpeechToTextOptions options) => (options.AdditionalProperties ??= [])[AskedProperty] = true;

    public static bool IsIn(SpeechToTextOptions? options) => IsTrue(options?.AdditionalProperties, AskedProperty);

    /// <summary>Not now; the text says nothing.</summary>
    public static SpeechToTextResponse Declined() => new("") { AdditionalProperties = new() { [DeclinedProperty] = true } };

    public static bool IsDeclined(SpeechToTextResponse response) => IsTrue(response.AdditionalProperties, DeclinedProperty);

    private static bool IsTrue(AdditionalPropertiesDictionary? properties, string name) => properties?.TryGetValue(name, out var value) is true && value is true;
}

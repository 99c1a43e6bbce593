using Microsoft.Extensions.AI;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Calls for an utterance that may go on: nobody waits for their words yet, so they wait for no decoder.</summary>
internal static class Speculation
{
    private const string Property = "speculative";
    private const string DeclinedProperty = "declined";

    internal static bool IsIn(SpeechToTextOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Property, out var value) is true && value is true;

    /// <summary>Not now.</summary>
    internal static SpeechToTextResponse Declined() => new("") { AdditionalProperties = new() { [DeclinedProperty] = true } };
}

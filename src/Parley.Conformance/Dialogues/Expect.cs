using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Parley.Dialogues;

/// <summary>What checks demand. Every message says what was expected and what was there.</summary>
internal static class Expect
{
    public static void That([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new CheckFailedException(otherwise);
        }
    }

    public static void Same<T>(T expected, T got, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, got), $"{what}: expected {Show(expected)}, got {Show(got)}");

    public static void Same(JsonNode? expected, JsonNode? got, string what) =>
        That(JsonNode.DeepEquals(expected, got), $"{what}: expected {Show(expected?.ToJsonString())}, got {Show(got?.ToJsonString())}");

    public static void Contains(string part, string? text, string what) =>
        That(text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true, $"{what}: expected it to contain '{part}', got {Show(text)}");

    public static void Lacks(string part, string? text, string what) =>
        That(text?.Contains(part, StringComparison.OrdinalIgnoreCase) != true, $"{what}: expected nothing of '{part}', got {Show(text)}");

    /// <summary>The kinds of events, in exactly this order.</summary>
    public static void Order(IEnumerable<string> expected, IEnumerable<Heard> got, string what)
    {
        var (wanted, there) = (expected.ToList(), got.Select(heard => heard.Kind).ToList());
        for (var i = 0; i < Math.Max(wanted.Count, there.Count); i++)
        {
            var (want, have) = (wanted.ElementAtOrDefault(i) ?? "nothing more", there.ElementAtOrDefault(i) ?? "nothing more");
            That(want == have, $"{what}, event {i + 1}: expected {want}, got {have} (all: {string.Join(", ", there)})");
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{(text.Length > 200 ? $"{text[..200]}…" : text)}'",
        _ => $"{value}",
    };
}

using System.Text.Json;
using Parley.Protocol;

namespace Parley.Listening;

/// <summary>The phrases whose words the user of a session is likely to say.</summary>
internal static class Vocabulary
{
    public static IReadOnlyList<string> Of(SessionConfig session)
    {
        var phrases = new List<string>();
        if (session.Input.Transcription is { } transcription)
        {
            Add(phrases, transcription.Prompt);
            phrases.AddRange(transcription.Keywords ?? []);
        }

        if (session is RealtimeSessionConfig realtime)
        {
            Add(phrases, realtime.Instructions);
            foreach (var tool in realtime.Tools.OfType<FunctionTool>())
            {
                Add(phrases, tool.Name);
                Add(phrases, tool.Description);
                AddSchema(phrases, tool.Parameters);
            }
        }

        return phrases;
    }

    private static void Add(List<string> phrases, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            phrases.AddRange(text.Split(['.', '!', '?', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
    }

    private static void AddSchema(List<string> phrases, JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } root)
        {
            return;
        }

        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "properties" when member.Value.ValueKind == JsonValueKind.Object:
                    foreach (var property in member.Value.EnumerateObject())
                    {
                        phrases.Add(property.Name);
                        AddSchema(phrases, property.Value);
                    }

                    break;
                case "items":
                    AddSchema(phrases, member.Value);
                    break;
                case "description" or "title" when member.Value.ValueKind == JsonValueKind.String:
                    Add(phrases, member.Value.GetString());
                    break;
                case "enum" when member.Value.ValueKind == JsonValueKind.Array:
                    phrases.AddRange(member.Value.EnumerateArray().Select(value => value.ToString()));
                    break;
            }
        }
    }
}

using System.IO.Enumeration;
using Microsoft.Extensions.AI;

namespace Parley.Sessions;

/// <summary>A name that clients have for a recogniser, their <c>transcription.model</c>.</summary>
/// <param name="Name"><c>*</c> stands for any characters.</param>
/// <param name="Recognizer">Null is the pipeline's own.</param>
public sealed record TranscriptionModel(string Name, ISpeechToTextClient? Recognizer = null)
{
    /// <summary>The names that clients hard-code.</summary>
    public static readonly IReadOnlyList<TranscriptionModel> Usual =
        [new("whisper-1"), new("gpt-4o-transcribe"), new("gpt-4o-mini-transcribe"), new("gpt-4o-mini-transcribe-20*"), new("gpt-realtime-whisper")];

    /// <summary>The names that a client can be told: a pattern is none.</summary>
    public static IEnumerable<string> Listed(IEnumerable<string> names) => names.Where(name => !name.Contains('*'));

    /// <summary>Whether a client that says <paramref name="asked"/> means the one called <paramref name="name"/>.</summary>
    public static bool Means(string asked, string name) => FileSystemName.MatchesSimpleExpression(name, asked);
}

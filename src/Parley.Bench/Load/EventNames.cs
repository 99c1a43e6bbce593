using System.Text;
using Parley.Dialects;

namespace Parley.Load;

/// <summary>Knows server events by their names, in GA's words and in those of all dialects.</summary>
internal static class EventNames
{
    private static readonly (string Ga, EventKind Kind)[] Names =
    [
        ("error", EventKind.Error),
        ("session.created", EventKind.SessionCreated),
        ("session.updated", EventKind.SessionUpdated),
        ("input_audio_buffer.speech_started", EventKind.SpeechStarted),
        ("input_audio_buffer.speech_stopped", EventKind.SpeechStopped),
        ("input_audio_buffer.committed", EventKind.Committed),
        ("conversation.item.added", EventKind.ItemAdded),
        ("conversation.item.done", EventKind.ItemDone),
        ("response.created", EventKind.ResponseCreated),
        ("response.output_item.added", EventKind.OutputItemAdded),
        ("response.content_part.added", EventKind.ContentPartAdded),
        ("response.output_audio.delta", EventKind.AudioDelta),
        ("response.output_audio.done", EventKind.AudioDone),
        ("response.output_audio_transcript.delta", EventKind.TranscriptDelta),
        ("response.output_audio_transcript.done", EventKind.TranscriptDone),
        ("response.function_call_arguments.delta", EventKind.ArgumentsDelta),
        ("response.function_call_arguments.done", EventKind.ArgumentsDone),
        ("response.content_part.done", EventKind.ContentPartDone),
        ("response.output_item.done", EventKind.OutputItemDone),
        ("response.done", EventKind.ResponseDone),
    ];

    private static readonly Dictionary<ulong, EventKind> Kinds = Enum.GetValues<DialectName>()
        .SelectMany(dialect => Names.Select(name => (Name: Dialect.EventName(dialect, name.Ga), name.Kind)))
        .Distinct()
        .ToDictionary(name => Identity.Of(Encoding.UTF8.GetBytes(name.Name)), name => name.Kind);

    /// <summary>The kind of a type, as any dialect spells it.</summary>
    public static EventKind KindOf(ReadOnlySpan<byte> type) => Kinds.GetValueOrDefault(Identity.Of(type));

    /// <summary>A kind in GA's words.</summary>
    public static string Of(EventKind kind) => Names.First(name => name.Kind == kind).Ga;
}

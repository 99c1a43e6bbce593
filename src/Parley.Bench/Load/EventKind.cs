namespace Parley.Load;

/// <summary>The server events that a call acts on, or holds to their order.</summary>
internal enum EventKind
{
    Other,
    Error,
    SessionCreated,
    SessionUpdated,
    SpeechStarted,
    SpeechStopped,
    Committed,
    ItemAdded,
    ItemDone,
    ResponseCreated,
    OutputItemAdded,
    ContentPartAdded,
    AudioDelta,
    AudioDone,
    TranscriptDelta,
    TranscriptDone,
    ArgumentsDelta,
    ArgumentsDone,
    ContentPartDone,
    OutputItemDone,
    ResponseDone,
}

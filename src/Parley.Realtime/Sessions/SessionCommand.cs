using System.Text.Json.Serialization;
using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>Work that a session wants done. Only the loop around it does it; a replay passes over it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(PrepareTranscription), "prepare_transcription")]
[JsonDerivedType(typeof(BeginTranscription), "begin_transcription")]
[JsonDerivedType(typeof(FeedTranscription), "feed_transcription")]
[JsonDerivedType(typeof(AnticipateTranscript), "anticipate_transcript")]
[JsonDerivedType(typeof(FinishTranscription), "finish_transcription")]
[JsonDerivedType(typeof(AbandonTranscription), "abandon_transcription")]
[JsonDerivedType(typeof(BeginResponse), "begin_response")]
[JsonDerivedType(typeof(AbandonResponse), "abandon_response")]
[JsonDerivedType(typeof(ListTools), "list_tools")]
[JsonDerivedType(typeof(CloseTools), "close_tools")]
[JsonDerivedType(typeof(RunTool), "run_tool")]
[JsonDerivedType(typeof(AbandonTool), "abandon_tool")]
[JsonDerivedType(typeof(ArmTimer), "arm_timer")]
[JsonDerivedType(typeof(EndSession), "end_session")]
public abstract record SessionCommand;

/// <summary>Utterances will be transcribed like this: whoever needs time to get ready has it now.</summary>
public sealed record PrepareTranscription(TranscriptionRequest Request) : SessionCommand;

public sealed record BeginTranscription(string UtteranceId, TranscriptionRequest Request) : SessionCommand;

/// <param name="Samples">16 kHz, mono; the next of the utterance.</param>
public sealed record FeedTranscription(string UtteranceId, ReadOnlyMemory<short> Samples) : SessionCommand;

/// <summary>Silence began: transcribe all of the utterance, in case it ends here. More sound makes the work void.</summary>
public sealed record AnticipateTranscript(string UtteranceId) : SessionCommand;

/// <summary>The utterance is complete: report its transcript.</summary>
public sealed record FinishTranscription(string UtteranceId) : SessionCommand;

public sealed record AbandonTranscription(string UtteranceId) : SessionCommand;

public sealed record BeginResponse(string ResponseId, ResponsePlan Plan, Prompt Prompt) : SessionCommand;

public sealed record AbandonResponse(string ResponseId) : SessionCommand;

/// <summary>Find out what functions stand behind a declaration.</summary>
/// <param name="IsOperators">The operator has declared it, and no client.</param>
public sealed record ListTools(string ListingId, Tool Tool, bool IsOperators) : SessionCommand;

/// <summary>Nobody will call what a listing gave.</summary>
public sealed record CloseTools(string ListingId) : SessionCommand;

/// <param name="ItemId">Of the call.</param>
/// <param name="Arguments">JSON.</param>
public sealed record RunTool(string ItemId, ServerFunction Function, string Arguments) : SessionCommand;

public sealed record AbandonTool(string ItemId) : SessionCommand;

/// <param name="After">From now; null disarms.</param>
public sealed record ArmTimer(SessionTimer Timer, int Armed, TimeSpan? After) : SessionCommand;

/// <summary>Closes the connection; nothing follows.</summary>
/// <param name="CloseCode">Of the WebSocket protocol.</param>
/// <param name="Cause">In a word, for those who count.</param>
public sealed record EndSession(int CloseCode, string Reason, string Cause) : SessionCommand;

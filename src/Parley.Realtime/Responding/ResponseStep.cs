using System.Text.Json.Serialization;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Responding;

/// <summary>Takes a step of the work behind a response.</summary>
/// <param name="loan">What the step's sound stands in; the taker's to give back.</param>
internal delegate ValueTask StepReport(ResponseStep step, Loan loan = default);

/// <summary>What the work behind a response reports, one step after the other.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Began), "began")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(Sounded), "sounded")]
[JsonDerivedType(typeof(Called), "called")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record ResponseStep;

/// <summary>The model gave its first token.</summary>
public sealed record Began : ResponseStep;

/// <summary>Text of the answer; in a spoken one, text that the sound which follows will speak.</summary>
public sealed record Said(string Text) : ResponseStep;

/// <summary>Sound of the answer, in the response's output format.</summary>
public sealed record Sounded(ReadOnlyMemory<byte> Audio) : ResponseStep;

/// <summary>The model calls a function.</summary>
/// <param name="Name">As the model knows it.</param>
/// <param name="Arguments">JSON.</param>
public sealed record Called(string Name, string Arguments) : ResponseStep;

/// <summary>The answer is complete, or ended early for a reason that is no failure.</summary>
/// <param name="InputTokens">As the model counts them; null where it does not.</param>
/// <param name="OutputTokens">As the model counts them; null where it does not.</param>
/// <param name="IncompleteReason">Null, <c>max_output_tokens</c> or <c>content_filter</c>.</param>
/// <param name="CachedTokens">Those of the input that the model had read before.</param>
public sealed record Finished(int? InputTokens, int? OutputTokens, string? IncompleteReason = null, int CachedTokens = 0) : ResponseStep;

public sealed record Failed(StatusError Error) : ResponseStep;

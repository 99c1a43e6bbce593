using Parley.Dialects;

namespace Parley.Connections;

/// <summary>What a client asks for in its address.</summary>
/// <param name="Model">A model's name or alias, as the client wrote it; null where it named none.</param>
/// <param name="TranscribesOnly">A session without responses.</param>
/// <param name="JoinsCall">The session of a WebRTC or SIP call.</param>
/// <param name="Traces">The client takes <c>parley.turn.trace</c>.</param>
/// <param name="Sources">The client takes <c>parley.response.sources</c>.</param>
internal sealed record SessionRequest(string? Model, bool TranscribesOnly, bool JoinsCall, bool Traces, bool Sources)
{
    /// <summary>An address that says nothing.</summary>
    public static readonly SessionRequest None = new(null, TranscribesOnly: false, JoinsCall: false, Traces: false, Sources: false);

    public static SessionRequest Read(Handshake handshake) => new(
        Value(handshake, "model") ?? Value(handshake, "deployment"), // Azure's word for it
        Value(handshake, "intent") == "transcription",
        Value(handshake, "call_id") is not null,
        Value(handshake, "parley_trace") == "1",
        Value(handshake, "parley_sources") == "1");

    private static string? Value(Handshake handshake, string name) =>
        handshake.Query.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value ? value : null;
}

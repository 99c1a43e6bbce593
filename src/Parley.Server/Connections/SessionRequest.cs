using Parley.Dialects;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>What a client asks for in its address.</summary>
/// <param name="Model">A model's name or alias, as the client wrote it; null where it named none.</param>
/// <param name="TranscribesOnly">A session without responses.</param>
/// <param name="Traces">The client takes <c>parley.turn.trace</c>.</param>
internal sealed record SessionRequest(string? Model, bool TranscribesOnly, bool Traces)
{
    public static SessionRequest Read(Handshake handshake) => new(
        Value(handshake, "model") ?? Value(handshake, "deployment"), // Azure's word for it
        Value(handshake, "intent") == "transcription",
        Value(handshake, "parley_trace") == "1");

    /// <summary>What the session begins with. It shows the name that the client used.</summary>
    public SessionConfig Config(Pipeline pipeline) =>
        TranscribesOnly ? SessionFactory.DefaultTranscriptionConfig() : SessionFactory.DefaultConfig(pipeline, Model ?? pipeline.Name);

    private static string? Value(Handshake handshake, string name) =>
        handshake.Query.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value ? value : null;
}

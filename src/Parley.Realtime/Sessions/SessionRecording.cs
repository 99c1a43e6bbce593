using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Inputs, events and commands as JSON, one value a line: a session on disk.</summary>
public static class SessionRecording
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ProtocolJson.Strict.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    };

    public static string Write(SessionInput input) => JsonSerializer.Serialize(input, Json);

    public static string Write(SessionCommand command) => JsonSerializer.Serialize(command, Json);

    public static string Write(ServerEvent serverEvent) => JsonSerializer.Serialize(serverEvent, Json);

    /// <exception cref="JsonException">The line is no input of a session.</exception>
    public static SessionInput Read(string line) => JsonSerializer.Deserialize<SessionInput>(line, Json) ?? throw new JsonException("Expected a session's input, but got null.");
}

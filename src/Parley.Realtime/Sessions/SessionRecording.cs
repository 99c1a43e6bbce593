using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Protocol;
using Parley.Responding;

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

    /// <summary>The input with sound of its own: what a running session is given stands in memory that is used again.</summary>
    public static SessionInput Kept(SessionInput input) => input switch
    {
        ClientSpoke { Event: InputAudioBufferAppend append } spoke => spoke with { Event = append with { Audio = append.Audio.ToArray() } },
        ResponseStepped { Step: Sounded sounded } stepped => stepped with { Step = sounded with { Audio = sounded.Audio.ToArray() } },
        _ => input,
    };

    /// <summary>The event with sound of its own.</summary>
    public static ServerEvent Kept(ServerEvent serverEvent) => serverEvent is ResponseOutputAudioDelta delta ? delta with { Delta = delta.Delta.ToArray() } : serverEvent;

    /// <summary>The command with sound of its own.</summary>
    public static SessionCommand Kept(SessionCommand command) => command is FeedTranscription feed ? feed with { Samples = feed.Samples.ToArray() } : command;

    public static string Write(SessionInput input) => JsonSerializer.Serialize(input, Json);

    public static string Write(SessionCommand command) => JsonSerializer.Serialize(command, Json);

    public static string Write(ServerEvent serverEvent) => JsonSerializer.Serialize(serverEvent, Json);

    /// <exception cref="JsonException">The line is no input of a session.</exception>
    public static SessionInput Read(string line) => JsonSerializer.Deserialize<SessionInput>(line, Json) ?? throw new JsonException("Expected a session's input, but got null.");
}

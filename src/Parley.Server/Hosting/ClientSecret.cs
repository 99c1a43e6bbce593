using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Hosting;

/// <summary>What a client secret says of itself: whoever holds it may open such sessions, until it expires.</summary>
/// <param name="KeyId">The key that made it, by <see cref="ApiKey.Id"/>: the secret may do what that key may at the time.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
/// <param name="Session">What sessions start with; null leaves that to their clients.</param>
internal sealed record ClientSecret(string KeyId, long ExpiresAt, StoredSession? Session);

/// <summary>A session's configuration as its author wrote it.</summary>
/// <param name="Dialect">The words that it is written in.</param>
/// <param name="Update">The event that says it to a session.</param>
internal sealed record StoredSession(DialectName Dialect, string Update)
{
    /// <param name="reader">A reader of the dialect; it may remember what GA has no word for.</param>
    /// <exception cref="InvalidRequestException">What is wrong with it.</exception>
    public SessionPatch Read(IDialect reader) => reader.Read(Encoding.UTF8.GetBytes(Update)) switch
    {
        SessionUpdate(var patch) => patch,
        Unreadable(var code, var message, var param) => throw new InvalidRequestException(code, message, param),
        var other => throw new InvalidOperationException($"A stored session is an update, not a {other.GetType().Name}."),
    };
}

// what is missing, or more than is known here, is of another version, and may say what this one would not heed
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(DialectWord)],
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ClientSecret))]
internal sealed partial class ClientSecretJson : JsonSerializerContext;

internal sealed class DialectWord() : JsonStringEnumConverter<DialectName>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Protocol;

/// <summary>The JSON of the wire: source-generated, with one strict and one lenient reading.</summary>
public static class ProtocolJson
{
    /// <summary>For reading what clients send, and for all writing: an unknown or missing member is a mistake.</summary>
    public static readonly JsonSerializerOptions Strict = Options(strict: true);

    /// <summary>For reading what servers send: members that came later are passed over.</summary>
    public static readonly JsonSerializerOptions Lenient = Options(strict: false);

    private static readonly FrozenDictionary<Type, string> WireNames = NamesIn(typeof(ClientEvent))
        .Concat(NamesIn(typeof(ServerEvent)))
        .ToFrozenDictionary(entry => entry.DerivedType, entry => (string)entry.TypeDiscriminator!);

    private static readonly FrozenSet<string> ServerEventNames =
        NamesIn(typeof(ServerEvent)).Select(entry => (string)entry.TypeDiscriminator!).ToFrozenSet();

    /// <summary>Every event that a client may send, by its wire name.</summary>
    public static IReadOnlyList<string> ClientEventNames { get; } =
        [.. NamesIn(typeof(ClientEvent)).Select(entry => (string)entry.TypeDiscriminator!).Where(name => name != Unreadable.Type)];

    /// <summary>The <c>type</c> of an event on the GA wire.</summary>
    public static string WireName(this ServerEvent serverEvent) =>
        serverEvent is UnknownServerEvent unknown ? unknown.Type : WireNames[serverEvent.GetType()];

    /// <inheritdoc cref="WireName(ServerEvent)"/>
    public static string WireName(this ClientEvent clientEvent) => WireNames[clientEvent.GetType()];

    /// <summary>Whether this version has a record for a server event.</summary>
    public static bool IsServerEvent(string wireName) => ServerEventNames.Contains(wireName);

    public static JsonTypeInfo<T> TypeInfo<T>(this JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private static IEnumerable<JsonDerivedTypeAttribute> NamesIn(Type family) => family.GetCustomAttributes<JsonDerivedTypeAttribute>();

    private static JsonSerializerOptions Options(bool strict)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the wire is UTF-8 JSON, never HTML: Cyrillic stays Cyrillic
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = !strict,
            RespectNullableAnnotations = strict,
            RespectRequiredConstructorParameters = strict,
            UnmappedMemberHandling = strict ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip,
            MaxDepth = 64,
            TypeInfoResolver = ProtocolJsonContext.Default,
        };
        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ClientEvent))]
[JsonSerializable(typeof(ServerEvent))]
[JsonSerializable(typeof(SessionConfig))]
[JsonSerializable(typeof(ClientSecretRequest))]
[JsonSerializable(typeof(ResponseParams))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(Tool))]
internal sealed partial class ProtocolJsonContext : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Hosting;

/// <summary>An API key. Where only its secret is to be said, a string will do.</summary>
public sealed class KeyOptions
{
    /// <summary>What errors, logs and lists call it; otherwise its place among the keys.</summary>
    public string? Name { get; set; }

    /// <summary>The secret that clients send.</summary>
    public string Key { get; set; } = "";

    /// <summary>The one folder that it may ask for in <c>gpt://FOLDER/…</c>; null for any.</summary>
    public string? Folder { get; set; }

    /// <summary>What it may do.</summary>
    public IList<KeyRight> Rights { get; set; } = [KeyRight.Realtime];

    public static implicit operator KeyOptions(string key) => FromString(key);

    public static KeyOptions FromString(string key) => new() { Key = key };

    /// <summary>Never the secret.</summary>
    public override string ToString() => Name ?? "an API key without a name";
}

/// <summary>What an API key may do.</summary>
[JsonConverter(typeof(KeyRightConverter))]
public enum KeyRight
{
    /// <summary>Open sessions, and make client secrets for others to open them with.</summary>
    Realtime,

    /// <summary>Look after the server and the sessions of others.</summary>
    Admin,
}

internal sealed class KeyRightConverter() : JsonStringEnumConverter<KeyRight>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

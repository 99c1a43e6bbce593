using System.Security.Cryptography;
using System.Text;
using Parley.Tools;

namespace Parley.Hosting;

/// <summary>A key without its secret, of which only a hash is kept.</summary>
/// <param name="Name">For people.</param>
/// <param name="Id">The hash; the same on every server that has the key.</param>
internal sealed record ApiKey(string Name, string Id, string? Folder, IReadOnlyList<KeyRight> Rights)
{
    private const string FolderScheme = "gpt://";

    /// <param name="position">Its place among the keys, which names it where nothing else does.</param>
    public static ApiKey Of(KeyOptions key, int position) => new(key.Name ?? $"key {position}", IdOf(key.Key), key.Folder, [.. key.Rights]);

    public static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whose files and vector stores it sees: those of its folder, where it has one; they are there for the folder's next key too.</summary>
    public ToolOwner Owner => new(Folder is null ? $"key:{Id}" : $"folder:{Folder}");

    /// <summary>Compares in a time that tells nothing.</summary>
    public bool Is(string id) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Id), Encoding.ASCII.GetBytes(id));

    public bool May(KeyRight right) => Rights.Contains(right);

    /// <summary>Whether it may ask for a model by this name; most names are of no folder.</summary>
    public bool Covers(string model) => Folder is null || FolderOf(model) is not { } asked || asked == Folder;

    public static string? FolderOf(string model) => model.StartsWith(FolderScheme, StringComparison.OrdinalIgnoreCase)
        ? model[FolderScheme.Length..].Split('/')[0]
        : null;
}

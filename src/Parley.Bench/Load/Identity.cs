namespace Parley.Load;

/// <summary>A name or an id as a number, so that comparing and keeping it costs nothing.</summary>
internal static class Identity
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Its FNV-1a hash; 0 stands for none.</summary>
    public static ulong Of(ReadOnlySpan<byte> name)
    {
        var hash = Offset;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * Prime;
        }

        return hash;
    }
}

namespace Parley.Hosting;

/// <summary>Which web pages may connect. A browser lets every page open a socket to anywhere and only tells where the page is from.</summary>
internal sealed class Origins(ParleyOptions options)
{
    private readonly HashSet<string> _allowed = new(options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <param name="origin">The <c>Origin</c> header; empty for what is no browser.</param>
    /// <param name="host">The <c>Host</c> header.</param>
    public bool Allow(string origin, string host)
    {
        if (origin.Length == 0 || _allowed.Contains(origin))
        {
            return true;
        }

        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page))
        {
            return false;
        }

        // the development key is no secret: a name that was rebound to this machine must not pass for the server itself
        var isOwn = options.Keys.Count > 0 && page.Authority.Equals(host, StringComparison.OrdinalIgnoreCase);
        return isOwn || page.IsLoopback;
    }
}

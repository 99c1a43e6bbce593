using System.Net.WebSockets;
using Parley.Dialects;

namespace Parley.Dialogues;

/// <summary>What a client shows when it connects.</summary>
internal sealed record Knock(Uri Address)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>As the dialect's clients do, with the key in a header.</summary>
    /// <param name="key">Null for that of the target.</param>
    /// <param name="query">Null for one that names the target's model.</param>
    public static Knock In(DialectName dialect, Target target, string? key = null, string? query = null)
    {
        var headers = new Dictionary<string, string>();
        if ((key ?? target.Key) is { } credential)
        {
            headers["Authorization"] = dialect == DialectName.Yandex ? $"api-key {credential}" : $"Bearer {credential}";
        }

        if (dialect == DialectName.Beta)
        {
            headers["OpenAI-Beta"] = "realtime=v1";
        }

        return new(target.Socket(dialect, query ?? $"model={Uri.EscapeDataString(target.ModelIn(dialect))}")) { Headers = headers };
    }

    public ClientWebSocket Socket()
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in Headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        foreach (var subprotocol in Subprotocols)
        {
            socket.Options.AddSubProtocol(subprotocol);
        }

        return socket;
    }
}

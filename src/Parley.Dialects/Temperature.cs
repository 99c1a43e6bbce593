using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>The beta's <c>temperature</c>, for which GA has no word: kept from what a client says, and shown again in what it is told.</summary>
internal sealed class Temperature
{
    private const double Least = 0.6;
    private const double Most = 1.2;

    private readonly ConcurrentDictionary<string, double> _ofResponses = new();
    private double _ofSession = 0.8;
    private Asked? _next;

    private sealed record Asked(double Value);

    public void TakeFromSession(JsonObject session)
    {
        if (Take(session, "session.temperature") is { } asked)
        {
            Volatile.Write(ref _ofSession, asked);
        }
    }

    public void TakeFromResponse(JsonObject? asked) =>
        Volatile.Write(ref _next, asked is not null && Take(asked, "response.temperature") is { } value ? new(value) : null);

    public void ShowInSession(JsonObject session) => session["temperature"] = Volatile.Read(ref _ofSession);

    /// <summary>What was asked for with the <c>response.create</c> before it holds for a response until it is done.</summary>
    public void ShowInResponse(string id, bool isDone, JsonObject response)
    {
        var value = _ofResponses.GetOrAdd(id, _ => Interlocked.Exchange(ref _next, null)?.Value ?? Volatile.Read(ref _ofSession));
        response["temperature"] = value;
        if (isDone)
        {
            _ofResponses.TryRemove(id, out _);
        }
    }

    private static double? Take(JsonObject from, string param)
    {
        if (!from.Remove("temperature", out var node))
        {
            return null;
        }

        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number || !value.TryGetValue<double>(out var asked))
        {
            throw InvalidRequestException.WrongType(param, "a number", node is null ? "null" : node.GetValueKind().ToString().ToLowerInvariant());
        }

        return asked is >= Least and <= Most ? asked : throw InvalidRequestException.OutOfRange(param, $"{asked}", $"a value from {Least} to {Most}");
    }
}

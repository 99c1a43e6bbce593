using System.Security.Cryptography;
using Parley.Agents;
using Parley.Transport;

namespace Parley.Running;

/// <summary>Brings agents to a Realtime server: each <see cref="RunAsync"/> is a conversation.</summary>
/// <param name="agent">Who speaks first.</param>
/// <param name="endpoint">Parley, OpenAI, Azure OpenAI or Yandex.</param>
public sealed class RealtimeRunner(RealtimeAgent agent, RealtimeEndpoint endpoint, RealtimeRunOptions? options = null)
{
    private const string Hexadecimal = "0123456789abcdef";

    /// <summary>Begins a conversation. Disposing of the session ends it.</summary>
    /// <param name="context">One object of the application's, for its tools, instructions and guardrails; the model never sees it.</param>
    /// <exception cref="RealtimeConnectionException">The server cannot be reached, refuses, or does not take the configuration; the message says which, and what to do.</exception>
    public async Task<RealtimeSession> RunAsync(object? context = null, CancellationToken cancellationToken = default)
    {
        var given = options ?? new();
        var settings = given with { Model = given.Model.For(endpoint.Dialect) };
        var target = settings.Model.ModelName is { } model ? endpoint with { Model = model } : endpoint;
        var session = new RealtimeSession(new(agent, target, settings, context, RandomNumberGenerator.GetString(Hexadecimal, 12)));
        try
        {
            await session.BegunAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}

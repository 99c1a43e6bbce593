using Parley.Agents;
using Parley.Protocol;
using Parley.Running;
using Parley.Terminals;
using Parley.Transport;

namespace Parley.Talking;

/// <summary>Opens sessions, and says in one line why there is none.</summary>
internal static class OpenedSession
{
    /// <exception cref="RealtimeConnectionException">The server could not be reached.</exception>
    /// <exception cref="CommandException">The server refused.</exception>
    public static async Task<RealtimeSession> OfAsync(RealtimeAgent agent, RealtimeEndpoint endpoint, RealtimeRunOptions options, CancellationToken cancellation)
    {
        try
        {
            return await new RealtimeRunner(agent, endpoint, options).RunAsync(cancellationToken: cancellation);
        }
        catch (RealtimeConnectionException failure) when (failure.Refusal is { } error)
        {
            throw Refused(endpoint, error, failure);
        }
    }

    public static CommandException Refused(RealtimeEndpoint endpoint, ErrorDetails error, Exception? cause = null) =>
        new($"The server {endpoint} refuses: {error.Message}{Advice(error.Code)}", cause);

    private static string Advice(string? code) => code switch
    {
        null => "",
        "invalid_api_key" => $" Give the right one with --key, or in {Destination.KeyVariable}.",
        _ => $" ({code})",
    };
}

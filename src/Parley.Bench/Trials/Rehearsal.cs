using Parley.Load;
using Parley.Protocol;
using Parley.Transport;

namespace Parley.Trials;

/// <summary>One session before all others, to say in a line what would go wrong with each of them.</summary>
internal static class Rehearsal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="RealtimeConnectionException">The server cannot be reached.</exception>
    /// <exception cref="SessionRefusedException">It takes no such session.</exception>
    public static async Task RunAsync(RealtimeEndpoint endpoint, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await using var connection = await RealtimeConnection.ConnectAsync(endpoint, time, either.Token);
            await foreach (var said in connection.ReadAllAsync(either.Token))
            {
                switch (said)
                {
                    case SessionCreated: await connection.SendAsync(SessionSettings.Opening, either.Token); break;
                    case SessionUpdated: return;
                    case ErrorEvent { Error: var error }: throw new SessionRefusedException(endpoint, error);
                }
            }

            throw new RealtimeConnectionException($"{endpoint} closed the session{(connection.CloseStatus is { } status ? $" with {(int)status}" : "")} before it began.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RealtimeConnectionException($"{endpoint} did not open a session within {Patience.TotalSeconds:0} s.");
        }
    }
}

/// <summary>A server takes no such session; the message is its own, in a line.</summary>
internal sealed class SessionRefusedException(RealtimeEndpoint endpoint, ErrorDetails error)
    : Exception($"{endpoint} refuses the session{(error.Code is { } code ? $" ({code})" : "")}: {error.Message}");

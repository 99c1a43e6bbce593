using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>How a session comes to its end: its client leaves, its time is over, or the server stops, at once or when nothing runs any more.</summary>
internal sealed class Ending(SessionPolicy policy, Responses responses, ArmedTimers timers, SessionWriter writer)
{
    private const int Normal = 1000;
    private const int GoingAway = 1001;
    private const int ServiceRestart = 1012;
    private const string ShutDown = "server_shutting_down";
    private const string ShuttingDown = "The server is shutting down.";

    private readonly Idleness _idleness = new(policy.IdleTimeout, timers);

    /// <summary>What runs may end, and nothing new begins.</summary>
    public bool IsNear { get; private set; }

    /// <summary>The session begins, and its time with it.</summary>
    public void Await()
    {
        if (policy.Lifetime is { } lifetime)
        {
            timers.Arm(SessionTimer.Lifetime, lifetime);
        }

        _idleness.Begin(writer.Now);
    }

    /// <summary>The session is not left alone.</summary>
    public void Stir() => _idleness.Stir(writer.Now);

    /// <summary>Its client is gone.</summary>
    public void Leave() => End(Normal, "The client left.", "client_left");

    /// <summary>It has lived as long as it may.</summary>
    public void Expire() => Expire("session_expired", $"Your session hit the maximum duration of {policy.Lifetime!.Value.TotalMinutes:0.##} minutes.");

    /// <summary>It may have been left alone for long enough.</summary>
    public void ExpireIfIdle()
    {
        if (!responses.AreIdle)
        {
            Stir();
        }

        if (_idleness.IsOver(writer.Now))
        {
            Expire("session_idle", $"Your session was idle for {policy.IdleTimeout!.Value.TotalSeconds:0.##} seconds.");
        }
    }

    /// <summary>The server wants to stop.</summary>
    public void Drain()
    {
        IsNear = true;
        Settle();
    }

    /// <summary>Ends a session that only waited for its responses, if there are none.</summary>
    public void Settle()
    {
        if (!IsNear)
        {
            return;
        }

        responses.Withdraw();
        if (responses.AreIdle)
        {
            End(ServiceRestart, ShuttingDown, ShutDown);
        }
    }

    /// <summary>The server stops now.</summary>
    public void Stop()
    {
        responses.FailAll(new("server_error", ShutDown, ShuttingDown));
        End(ServiceRestart, ShuttingDown, ShutDown);
    }

    private void Expire(string code, string message)
    {
        writer.Emit(new ErrorEvent(new(ErrorDetails.InvalidRequest, code, message)));
        End(GoingAway, message, code);
    }

    private void End(int closeCode, string reason, string cause) => writer.Execute(new EndSession(closeCode, reason, cause));
}

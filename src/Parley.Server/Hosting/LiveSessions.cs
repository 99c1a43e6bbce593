using Parley.Sessions;

namespace Parley.Hosting;

/// <summary>The sessions that run now: how many there may be, and how they end together.</summary>
/// <param name="gauge">Told and asked under the gate, but for whether it is strained.</param>
internal sealed class LiveSessions(ParleyOptions options, LoadGauge gauge, TimeProvider time) : IDisposable
{
    private const int FullSeconds = 5; // until it is worth trying again: nobody knows when a session ends

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private readonly List<Seat> _seats = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource? _emptied;
    private long _told;
    private long _refused;
    private OverloadCause _lastCause;

    public bool IsDraining { get; private set; }

    /// <summary>Cancelled when sessions end at once.</summary>
    public CancellationToken Stopping => _stop.Token;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _seats.Count;
            }
        }
    }

    /// <inheritdoc cref="LoadGauge.IsStrained"/>
    public bool IsStrained => gauge.IsStrained;

    /// <summary>How many there are, what keeps more of them out at the moment, if anything does, and how loaded the server is.</summary>
    public Occupancy Occupancy
    {
        get
        {
            lock (_gate)
            {
                return new(_seats.Count, IsFull ? OverloadCause.Sessions : gauge.Refusing(_seats.Count), _refused, _lastCause, gauge.Load);
            }
        }
    }

    /// <summary>A place for one more session, or why there is none.</summary>
    /// <param name="key">Whose session it is.</param>
    public (Seat? Seat, Overload? Overload) Take(ApiKey key)
    {
        lock (_gate)
        {
            if (TooMuch(key, out var cameAt) is { } overload)
            {
                return (null, Refused(overload));
            }

            var seat = new Seat(this, key.Id, cameAt);
            _seats.Add(seat);
            return (seat, null);
        }
    }

    /// <summary>Tells what the sessions cost since the last time.</summary>
    /// <inheritdoc cref="LoadGauge.Add"/>
    public void Weigh(double cpu, TimeSpan lateness, bool isCold)
    {
        lock (_gate)
        {
            gauge.Add(new(cpu, lateness, _seats.Sum(seat => seat.WaitingBytes)), _seats.Count, isCold);
        }
    }

    /// <summary>Lets running responses end, for as long as the limits allow, and then ends what is left.</summary>
    /// <param name="cancellation">Ends the patience.</param>
    /// <returns>Whether no session runs any more; false means that an engine does not let go.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellation)
    {
        var (sessions, emptied) = BeginDrain();
        var told = sessions.Select(TellAsync).ToList();
        try
        {
            await Task.WhenAll([.. told, emptied]).WaitAsync(TimeSpan.FromSeconds(options.Limits.DrainSeconds), time, cancellation);
        }
        catch (Exception impatient) when (impatient is TimeoutException || cancellation.IsCancellationRequested)
        {
            await EndAsync();
            await Task.WhenAny(emptied, Task.Delay(EndsWithin, time, CancellationToken.None));
        }

        return emptied.IsCompleted;
    }

    /// <summary>Ends all sessions now.</summary>
    public Task EndAsync() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    private bool IsFull => _seats.Count >= options.Limits.MaxSessions;

    private Overload Refused(Overload overload)
    {
        if (overload.Cause != OverloadCause.SessionsOfKey)
        {
            _refused++;
            _lastCause = overload.Cause;
        }

        return overload.Spread(_told++);
    }

    private Overload? TooMuch(ApiKey key, out long cameAt)
    {
        cameAt = 0;
        return IsFull ? new(OverloadCause.Sessions, FullSeconds)
            : _seats.Count(seat => seat.KeyId == key.Id) >= options.Limits.MaxSessionsPerKey ? new(OverloadCause.SessionsOfKey, FullSeconds)
            : gauge.Admit(_seats.Count, out cameAt);
    }

    private (SessionLoop[] Sessions, Task Emptied) BeginDrain()
    {
        lock (_gate)
        {
            IsDraining = true;
            _emptied ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            SettleEmptied();
            return ([.. _seats.Select(seat => seat.Session).OfType<SessionLoop>()], _emptied.Task);
        }
    }

    // a session hears on the stack of who tells it: the next one is not to wait for that
    private static async Task TellAsync(SessionLoop session)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await session.DrainAsync();
    }

    private void Left(long cameAt) => gauge.Left(cameAt);

    private void SettleEmptied()
    {
        if (_seats.Count == 0)
        {
            _emptied?.TrySetResult();
        }
    }

    /// <summary>One session's place; disposing gives it back.</summary>
    internal sealed class Seat(LiveSessions live, string keyId, long cameAt) : IDisposable
    {
        private Func<long> _unsent = () => 0;

        public string KeyId => keyId;

        public SessionLoop? Session { get; private set; }

        /// <summary>What waits for the session, or for its client.</summary>
        public long WaitingBytes => Session is { } session ? session.WaitingBytes + _unsent() : 0;

        /// <summary>The session has begun; one that comes while the server drains is drained too.</summary>
        /// <param name="unsent">Bytes that its connection holds.</param>
        public ValueTask OccupyAsync(SessionLoop session, Func<long> unsent)
        {
            lock (live._gate)
            {
                (Session, _unsent) = (session, unsent);
                return live.IsDraining ? session.DrainAsync() : default;
            }
        }

        public void Dispose()
        {
            lock (live._gate)
            {
                if (live._seats.Remove(this))
                {
                    live.Left(cameAt);
                }

                live.SettleEmptied();
            }
        }
    }
}

/// <summary>How full a server is.</summary>
/// <param name="Refusing">What keeps more sessions out, whoever asks; null where nothing does.</param>
/// <param name="Refused">How often that was told a client, since the server began.</param>
/// <param name="LastCause">What kept the last of them out.</param>
internal sealed record Occupancy(int Sessions, OverloadCause? Refusing, long Refused, OverloadCause LastCause, Load Load);

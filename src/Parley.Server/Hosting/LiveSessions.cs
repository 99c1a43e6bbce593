using Parley.Sessions;

namespace Parley.Hosting;

/// <summary>The sessions that run now: how many there may be, and how they end together.</summary>
internal sealed class LiveSessions(ParleyOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private readonly List<Seat> _seats = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource? _emptied;

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

    /// <summary>A place for one more session, or null where all are taken.</summary>
    /// <param name="key">Whose session it is.</param>
    public Seat? Take(ApiKey key)
    {
        lock (_gate)
        {
            if (_seats.Count >= options.Limits.MaxSessions || _seats.Count(seat => seat.KeyId == key.Id) >= options.Limits.MaxSessionsPerKey)
            {
                return null;
            }

            var seat = new Seat(this, key.Id);
            _seats.Add(seat);
            return seat;
        }
    }

    /// <summary>Lets running responses end, for as long as the limits allow, and then ends what is left.</summary>
    /// <param name="cancellation">Ends the patience.</param>
    /// <returns>Whether no session runs any more; false means that an engine does not let go.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellation)
    {
        var (sessions, emptied) = BeginDrain();
        var told = sessions.Select(session => session.DrainAsync().AsTask());
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

    private void SettleEmptied()
    {
        if (_seats.Count == 0)
        {
            _emptied?.TrySetResult();
        }
    }

    /// <summary>One session's place; disposing gives it back.</summary>
    internal sealed class Seat(LiveSessions live, string keyId) : IDisposable
    {
        public string KeyId => keyId;

        public SessionLoop? Session { get; private set; }

        /// <summary>The session has begun; one that comes while the server drains is drained too.</summary>
        public ValueTask OccupyAsync(SessionLoop session)
        {
            lock (live._gate)
            {
                Session = session;
                return live.IsDraining ? session.DrainAsync() : default;
            }
        }

        public void Dispose()
        {
            lock (live._gate)
            {
                live._seats.Remove(this);
                live.SettleEmptied();
            }
        }
    }
}

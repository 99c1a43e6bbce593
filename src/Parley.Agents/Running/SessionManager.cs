using System.Collections.Concurrent;

namespace Parley.Running;

/// <summary>The sessions of an application: each under a name, so many at most, and none for longer than anybody cares for it.</summary>
public sealed class SessionManager : IAsyncDisposable
{
    private static readonly TimeSpan LeastCheck = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> _sessions = new(StringComparer.Ordinal);
    private readonly int _maxSessions;
    private readonly TimeSpan _staleAfter;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile bool _isStopping;

    /// <param name="maxSessions">More are refused.</param>
    /// <param name="staleAfter">A session that nobody has touched for so long is ended; otherwise ten minutes.</param>
    public SessionManager(int maxSessions = 100, TimeSpan? staleAfter = null, TimeProvider? time = null)
    {
        (_maxSessions, _staleAfter, _time) = (maxSessions, staleAfter ?? TimeSpan.FromMinutes(10), time ?? TimeProvider.System);
        var check = _staleAfter / 4 > LeastCheck ? _staleAfter / 4 : LeastCheck;
        _timer = _time.CreateTimer(_ => _ = RemoveStaleAsync(), null, check, check);
    }

    public int Count => _sessions.Count;

    /// <summary>Begins a conversation under a name.</summary>
    /// <exception cref="InvalidOperationException">There are as many as may be, one of that name, or the manager stops.</exception>
    /// <exception cref="Transport.RealtimeConnectionException">As of <see cref="RealtimeRunner.RunAsync"/>.</exception>
    public async Task<RealtimeSession> CreateAsync(string id, RealtimeRunner runner, object? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        var entry = new Entry { TouchedAt = _time.GetTimestamp() };
        if (_isStopping)
        {
            throw new InvalidOperationException("The sessions are being ended: no new ones begin.");
        }

        if (!_sessions.TryAdd(id, entry))
        {
            throw new InvalidOperationException($"There is a session '{id}' already.");
        }

        try
        {
            if (_sessions.Count > _maxSessions)
            {
                throw new InvalidOperationException($"There are {_maxSessions} sessions, which is the most there may be.");
            }

            var session = await runner.RunAsync(context, cancellationToken);
            entry.Session.SetResult(session);
            return session;
        }
        catch (Exception failure)
        {
            _sessions.TryRemove(KeyValuePair.Create(id, entry));
            entry.Session.TrySetException(failure);
            _ = entry.Session.Task.Exception; // the caller knows
            throw;
        }
    }

    /// <summary>The session of a name, which is touched by that; null where there is none, or it has not begun yet.</summary>
    public RealtimeSession? Get(string id) => Touch(id) && _sessions.TryGetValue(id, out var entry) && entry.Session.Task is { IsCompletedSuccessfully: true, Result: { Completion.IsCompleted: false } session } ? session : null;

    /// <summary>Somebody cares for it.</summary>
    public bool Touch(string id)
    {
        if (!_sessions.TryGetValue(id, out var entry))
        {
            return false;
        }

        entry.TouchedAt = _time.GetTimestamp();
        return true;
    }

    /// <summary>Ends a session.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(string id)
    {
        if (!_sessions.TryRemove(id, out var entry))
        {
            return false;
        }

        await EndAsync(entry);
        return true;
    }

    /// <summary>Removes those that have ended, and ends those that nobody has touched for long and in which nothing happens; done by itself, too.</summary>
    public Task RemoveStaleAsync() => Task.WhenAll(_sessions.Where(session => IsStale(session.Value)).Select(session => RemoveAsync(session.Key)));

    /// <summary>Lets no new session begin, and ends all.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        await _timer.DisposeAsync();
        await Task.WhenAll(_sessions.Keys.Select(RemoveAsync));
    }

    private bool IsStale(Entry entry) => entry.Session.Task is { IsCompletedSuccessfully: true, Result: var session }
        && (session.Completion.IsCompleted || (_time.GetElapsedTime(entry.TouchedAt) >= _staleAfter && session.QuietFor >= _staleAfter));

    private static async Task EndAsync(Entry entry)
    {
        try
        {
            await (await entry.Session.Task).DisposeAsync();
        }
        catch (Exception neverBegan) when (neverBegan is Transport.RealtimeConnectionException or OperationCanceledException or InvalidOperationException)
        {
            // whoever began it knows
        }
    }

    private sealed class Entry
    {
        public TaskCompletionSource<RealtimeSession> Session { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long TouchedAt { get; set; }
    }
}

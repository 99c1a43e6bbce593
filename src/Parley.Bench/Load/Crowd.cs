using System.Collections.Concurrent;
using Parley.Dialects;
using Parley.Measuring;
using Parley.Transport;

namespace Parley.Load;

/// <summary>All callers at a server: it grows and shrinks, replaces those who have talked enough, and gives each its tick.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    // any number of callers so spreads over the period of a chunk as evenly as can be
    private const double GoldenRatio = 0.6180339887498949;

    private readonly LoadPlan _plan;
    private readonly DialectName _dialect;
    private readonly FigureBook _book;
    private readonly LoadClock _clock;
    private readonly Upgrade _upgrade;
    private readonly CallFrames _frames;
    private readonly int _periodMs;
    private readonly List<Call>[] _wheel;
    private readonly ConcurrentQueue<(Call Call, int Slot)> _joining = new();
    private readonly ConcurrentDictionary<int, Call> _calls = new();
    private readonly ConcurrentDictionary<int, Task> _lives = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Metronome _metronome;
    private int _next;
    private bool _isDisposed;
    private long _sessionTicks;
    private TimeSpan _lastTickAt;

    public Crowd(LoadPlan plan, RealtimeEndpoint endpoint, FigureBook book, TimeProvider time)
    {
        (_plan, _dialect, _book, _clock) = (plan, endpoint.Dialect, book, new(time));
        _upgrade = new(endpoint);
        _frames = new(plan.Speech, plan.Manner.Chunk, Dialect.Create(_dialect));
        _periodMs = (int)plan.Manner.Chunk.TotalMilliseconds;
        _wheel = [.. Enumerable.Range(0, _periodMs).Select(_ => new List<Call>())];
        _metronome = new(Tick, book, _clock);
    }

    public Arrivals Arrivals { get; } = new();

    /// <summary>Sessions that are open.</summary>
    public int Held => _calls.Count;

    /// <summary>What all sessions have lived, together.</summary>
    public TimeSpan SessionTime => new(Volatile.Read(ref _sessionTicks));

    /// <summary>Opens sessions until there are so many, or as many were tried; at a steady rate.</summary>
    public async Task GrowAsync(int to, CancellationToken cancellation)
    {
        var opening = new List<Task>();
        var begun = _clock.Now;
        for (var missing = to - Held; opening.Count < missing; opening.Add(BeginAsync()))
        {
            var due = TimeSpan.FromSeconds((double)opening.Count / _plan.ConnectRate) - (_clock.Now - begun);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, _clock.Time, cancellation);
            }
        }

        await Task.WhenAll(opening).WaitAsync(cancellation);
    }

    /// <summary>Ends sessions until there are so many, and waits until the server has agreed.</summary>
    public async Task ShrinkAsync(int to, CancellationToken cancellation)
    {
        var leaving = _calls.OrderByDescending(call => call.Key).Take(Held - to).ToList();
        foreach (var (_, call) in leaving)
        {
            call.HangUp();
        }

        var lives = leaving.Select(call => _lives.GetValueOrDefault(call.Key, Task.CompletedTask));
        await Task.WhenAny(Task.WhenAll(lives), Task.Delay(Farewell, _clock.Time, cancellation));
    }

    /// <summary>Waits until there are no sessions any more.</summary>
    public Task EmptiedAsync() => Task.WhenAll(_lives.Values);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await ShrinkAsync(0, CancellationToken.None);
        _metronome.Dispose();
        await _stop.CancelAsync();
        foreach (var call in _calls.Values)
        {
            call.Abort();
        }

        await EmptiedAsync();
        _stop.Dispose();
    }

    /// <returns>Done when it is open, or is not going to be.</returns>
    private Task BeginAsync()
    {
        var number = Interlocked.Increment(ref _next) - 1;
        var isSettled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lives[number] = LiveAsync(number, isSettled);
        return isSettled.Task;
    }

    private async Task LiveAsync(int number, TaskCompletionSource isSettled)
    {
        try
        {
            if (await DialAsync(number) is var (call, reading))
            {
                isSettled.TrySetResult();
                await reading;
                _calls.TryRemove(KeyValuePair.Create(number, call));
            }
        }
        catch (Exception ourBug)
        {
            isSettled.TrySetException(ourBug);
        }
        finally
        {
            isSettled.TrySetResult();
            _lives.TryRemove(number, out _);
        }
    }

    /// <returns>Null where there is no session.</returns>
    private async Task<(Call Call, Task Reading)?> DialAsync(int number)
    {
        var dialledAt = _clock.Now;
        Arrivals.Asked.Add();
        using var patience = new CancellationTokenSource(OpenTimeout, _clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        Call? call = null;
        try
        {
            var reader = new FrameReader();
            call = Make(number, await _upgrade.OpenAsync(reader, either.Token), reader);
            var reading = call.ReadAsync(_stop.Token);
            var (at, error) = await call.Opened.WaitAsync(either.Token);
            if (error is null)
            {
                Arrivals.Opened.Record(at - dialledAt);
                _calls[number] = call;
                _joining.Enqueue((call, (int)(number * GoldenRatio % 1 * _periodMs)));
                return (call, reading);
            }

            Refused(error, at - dialledAt);
        }
        catch (RefusedException refused)
        {
            Refused(refused.Message, _clock.Now - dialledAt);
        }
        catch (OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested)
            {
                Refused("no answer", _clock.Now - dialledAt);
            }
        }

        call?.Abort();
        return null;
    }

    private void Refused(string why, TimeSpan after)
    {
        Arrivals.Refused.Record(after);
        Arrivals.Refusals.Add(why);
    }

    private Call Make(int number, IWire wire, FrameReader reader)
    {
        var random = new Random(unchecked(_plan.Seed ^ (number * (int)2654435769)));
        var script = new CallScript(_plan.PartOf(number), _plan.Manner, _plan.Speech, _book, random, _plan.SpeakersBefore(number));
        return new(wire, reader, script, _frames, Dialect.Create(_dialect), _book, _clock)
        {
            HangsUpAt = _plan.Churn is { } life ? _clock.Now + life * (0.5 + random.NextDouble()) : TimeSpan.MaxValue,
        };
    }

    private void Tick(long tick)
    {
        var now = _clock.Now;
        Volatile.Write(ref _sessionTicks, _sessionTicks + (now - _lastTickAt).Ticks * Held);
        _lastTickAt = now;
        while (_joining.TryDequeue(out var joining))
        {
            joining.Call.Due = TimeSpan.FromMilliseconds((tick / _periodMs + 1) * _periodMs + joining.Slot);
            _wheel[joining.Slot].Add(joining.Call);
        }

        var slot = _wheel[tick % _periodMs];
        for (var i = slot.Count - 1; i >= 0; i--)
        {
            Turn(slot, i, now);
        }
    }

    private void Turn(List<Call> slot, int i, TimeSpan now)
    {
        var call = slot[i];
        if (call.HangsUpAt <= now)
        {
            call.HangUp();
            _ = BeginAsync();
        }

        if (call.IsOver || call.HangsUpAt <= now)
        {
            slot.RemoveAt(i);
        }
        else
        {
            call.Play(_plan.Manner.Chunk);
        }
    }
}

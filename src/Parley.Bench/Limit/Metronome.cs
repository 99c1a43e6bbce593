using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace Parley.Limit;

/// <summary>Says when the next piece of each spoken reply is due. One clock for all: a timer for each would wake two threads for every piece.</summary>
internal sealed class Metronome(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    // all wait equally long, so whoever is due first stands first, give or take a tick
    private readonly ConcurrentQueue<(long At, LimitSession Session, Reply Reply)> _due = new();
    private readonly long _interval = time.TimestampFrequency * Reply.PieceMs / 1000;

    /// <summary>The reply has begun to play.</summary>
    public void Add(LimitSession session, Reply reply) => _due.Enqueue((time.GetTimestamp() + _interval, session, reply));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetTimestamp();
            while (_due.TryPeek(out var first) && first.At <= now && _due.TryDequeue(out _))
            {
                if (first.Session.GoOn(first.Reply))
                {
                    _due.Enqueue((first.At + _interval, first.Session, first.Reply));
                }
            }
        }
    }
}

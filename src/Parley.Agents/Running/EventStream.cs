using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Agents;

namespace Parley.Running;

/// <summary>What happens, for a reader who may be slow, or absent: nothing waits for it. Beyond the bound the oldest events that come in numbers go first: sound, words, raw events, histories; no other is ever dropped.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore holds nothing as long as nobody asks for its wait handle.")]
internal sealed class EventStream(int most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<RealtimeSessionEvent> _events = [];
    private readonly SemaphoreSlim _there = new(0);
    private Exception? _because;
    private int _numerous; // of those that wait
    private int _dropped;

    public void Write(RealtimeSessionEvent happened)
    {
        lock (_gate)
        {
            _events.AddLast(happened);
            _numerous += IsNumerous(happened) ? 1 : 0;
            if (_numerous > most)
            {
                DropOldest();
                return; // as many wait as before
            }
        }

        _there.Release();
    }

    public void End(Exception? because)
    {
        lock (_gate)
        {
            _because = because;
        }

        _there.Release();
    }

    public async IAsyncEnumerable<RealtimeSessionEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await _there.WaitAsync(cancellation);
            var (happened, dropped, because) = Take();
            if (dropped > 0)
            {
                yield return new RealtimeEventsDropped(dropped);
            }

            if (happened is null)
            {
                _there.Release(); // for whoever else reads
                if (because is not null)
                {
                    throw because;
                }

                yield break;
            }

            yield return happened;
        }
    }

    /// <returns>No event at the end.</returns>
    private (RealtimeSessionEvent? Happened, int Dropped, Exception? Because) Take()
    {
        lock (_gate)
        {
            var dropped = _dropped;
            _dropped = 0;
            if (_events.First is { Value: var happened })
            {
                _events.RemoveFirst();
                _numerous -= IsNumerous(happened) ? 1 : 0;
                return (happened, dropped, null);
            }

            return (null, dropped, _because);
        }
    }

    private void DropOldest()
    {
        for (var node = _events.First; node is not null; node = node.Next)
        {
            if (IsNumerous(node.Value))
            {
                _events.Remove(node);
                _numerous--;
                _dropped++;
                return;
            }
        }
    }

    private static bool IsNumerous(RealtimeSessionEvent happened) => happened is RealtimeAudio or RealtimeRawServerEvent or RealtimeHistoryUpdated or RealtimeHistoryAdded or RealtimeTranscriptDelta;
}

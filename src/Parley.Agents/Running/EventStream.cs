using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Parley.Agents;

namespace Parley.Running;

/// <summary>What happens, for a reader who may be slow, or absent: nothing waits for it, and the oldest events go first.</summary>
internal sealed class EventStream
{
    private readonly Channel<RealtimeSessionEvent> _events;
    private int _dropped;

    public EventStream(int most) => _events = Channel.CreateBounded<RealtimeSessionEvent>(
        new BoundedChannelOptions(most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = false },
        _ => Interlocked.Increment(ref _dropped));

    public void Write(RealtimeSessionEvent happened) => _events.Writer.TryWrite(happened);

    public void End(Exception? because) => _events.Writer.TryComplete(because);

    public async IAsyncEnumerable<RealtimeSessionEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellation))
        {
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                yield return new RealtimeEventsDropped(dropped);
            }

            yield return happened;
        }
    }
}

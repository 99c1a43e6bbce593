using System.Buffers;
using System.Text;

namespace Parley.Connections;

public class OutboxTests
{
    private readonly CountingPool _pool = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new(limitBytes: 300, _pool);

    [Fact]
    public void More_than_the_limit_waiting_is_told_and_what_is_added_is_kept()
    {
        _outbox.Add(new byte[400]).ShouldBeTrue("nothing waited before it");
        _outbox.Add(new byte[4]).ShouldBeFalse();
        _outbox.TryTake(out var first).ShouldBeTrue();
        _outbox.Sent(first);
        _outbox.Add(new byte[4]).ShouldBeTrue();
        _outbox.TryTake(out _).ShouldBeTrue();
        _outbox.TryTake(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_added_is_taken_in_order_and_then_the_end()
    {
        _outbox.Add("one"u8).ShouldBeTrue();
        _outbox.Add("two"u8).ShouldBeTrue();
        _outbox.Complete();
        var taken = new List<string>();
        while (await _outbox.WaitAsync())
        {
            while (_outbox.TryTake(out var message))
            {
                taken.Add(Encoding.UTF8.GetString(message));
                _outbox.Sent(message);
            }
        }

        taken.ShouldBe(["one", "two"]);
    }

    [Fact]
    public void What_nobody_takes_is_given_back()
    {
        _outbox.Add("one"u8);
        _outbox.Clear();
        _outbox.Add("late"u8);
        _pool.Rented.ShouldBe(0);
    }

    [Fact]
    public void A_message_costs_no_memory_on_its_way_out()
    {
        var outbox = new Outbox(limitBytes: 1 << 20, ArrayPool<byte>.Shared);
        var message = new byte[6500];
        Pass(outbox, message, 2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(outbox, message, 1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000); // 50 bytes a message
    }

    private static void Pass(Outbox outbox, byte[] message, int times)
    {
        for (var i = 0; i < times; i++)
        {
            outbox.Add(message);
            outbox.TryTake(out var taken);
            outbox.Sent(taken);
        }
    }
}

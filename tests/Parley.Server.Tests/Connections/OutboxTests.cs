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
        _outbox.Add(Message(400)).ShouldBeTrue("nothing waited before it");
        _outbox.Add(Message(4)).ShouldBeFalse();
        _outbox.TryTake(out var first).ShouldBeTrue();
        _outbox.Sent(first);
        _outbox.Add(Message(4)).ShouldBeTrue();
        _outbox.TryTake(out _).ShouldBeTrue();
        _outbox.TryTake(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_added_is_taken_in_order_and_then_the_end()
    {
        _outbox.Add(Message("one")).ShouldBeTrue();
        _outbox.Add(Message("two")).ShouldBeTrue();
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
        _outbox.Add(Message("one"));
        _outbox.Clear();
        _outbox.Add(Message("late"));
        _pool.Rented.ShouldBe(0);
    }

    [Fact]
    public void A_message_costs_no_memory_on_its_way_out()
    {
        var outbox = new Outbox(limitBytes: 1 << 20, ArrayPool<byte>.Shared);
        Pass(outbox, 2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(outbox, 1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000); // 50 bytes a message
    }

    private static void Pass(Outbox outbox, int times)
    {
        for (var i = 0; i < times; i++)
        {
            outbox.Add(new(ArrayPool<byte>.Shared.Rent(6500), 0, 6500));
            outbox.TryTake(out var taken);
            outbox.Sent(taken);
        }
    }

    private ArraySegment<byte> Message(string text)
    {
        var message = Message(text.Length);
        Encoding.UTF8.GetBytes(text, message);
        return message;
    }

    private ArraySegment<byte> Message(int length) => new(_pool.Rent(length), 0, length);
}

using System.Text;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Connections;

public class OutboxTests
{
    private readonly Outbox _outbox = new(Dialect.Create(DialectName.Ga), limitBytes: 300);

    [Fact]
    public void More_than_the_limit_waiting_is_told_and_what_is_added_is_kept()
    {
        _outbox.Add(Delta(400)).ShouldBeTrue("nothing waited before it");
        _outbox.Add(Delta(4)).ShouldBeFalse();
        _outbox.TryTake(out var first).ShouldBeTrue();
        _outbox.Sent(first);
        _outbox.Add(Delta(4)).ShouldBeTrue();
        _outbox.TryTake(out _).ShouldBeTrue();
        _outbox.TryTake(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_added_is_taken_in_order_and_then_the_end()
    {
        _outbox.Add(new InputAudioBufferCleared { EventId = "e1" }).ShouldBeTrue();
        _outbox.Add(new InputAudioBufferCleared { EventId = "e2" }).ShouldBeTrue();
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

        taken.ShouldBe(["""{"type":"input_audio_buffer.cleared","event_id":"e1"}""", """{"type":"input_audio_buffer.cleared","event_id":"e2"}"""]);
    }

    [Fact]
    public void A_chunk_of_sound_costs_no_memory_on_its_way_out()
    {
        var outbox = new Outbox(Dialect.Create(DialectName.Ga), limitBytes: 1 << 20);
        var delta = new ResponseOutputAudioDelta("resp_1", "item_1", 0, 0, new byte[4800]) { EventId = "event_1" };
        Pass(outbox, delta, 2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(outbox, delta, 1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000); // 50 bytes a message; the message has 6.5 kB
    }

    private static void Pass(Outbox outbox, ServerEvent serverEvent, int times)
    {
        for (var i = 0; i < times; i++)
        {
            outbox.Add(serverEvent);
            outbox.TryTake(out var message);
            outbox.Sent(message);
        }
    }

    private static ResponseOutputAudioDelta Delta(int characters) => new("r", "i", 0, 0, new byte[characters / 4 * 3]);
}

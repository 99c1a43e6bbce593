using System.Runtime.CompilerServices;
using Parley.Devices;

namespace Parley.Buffering;

public class JitterBufferTests
{
    private readonly PlayedLedger _ledger = new();
    private readonly JitterBuffer _buffer;

    public JitterBufferTests() => _buffer = new(lead: 60, patience: 100, most: 1000, _ledger);

    [Fact]
    public void It_is_silent_until_it_has_its_lead()
    {
        _buffer.Write("a", Ramp.Pcm(40));
        Read(10).ShouldBe(new short[10]);
        _buffer.Write("a", Ramp.Pcm(20, 41));
        Read(10).ShouldBe(Ramp.Samples(10));
        _buffer.Waiting.ShouldBe(50);
    }

    [Fact]
    public void A_short_answer_starts_when_its_patience_is_over()
    {
        Read(500);
        _buffer.Write("a", Ramp.Pcm(20));
        for (var waited = 0; waited < 100; waited += 10) Read(10).ShouldBe(new short[10]);
        Read(10).ShouldBe(Ramp.Samples(10));
        Read(20).ShouldBe([.. Ramp.Samples(10, 11), .. new short[10]]);
        _buffer.Underruns.ShouldBe(0);
    }

    [Fact]
    public void While_it_plays_it_waits_for_nothing()
    {
        _buffer.Write("a", Ramp.Pcm(60));
        Read(55);
        _buffer.Write("a", Ramp.Pcm(5, 61));
        Read(10).ShouldBe(Ramp.Samples(10, 56));
        _buffer.Write("b", Ramp.Pcm(5));
        Read(5).ShouldBe(Ramp.Samples(5));
    }

    [Fact]
    public void Running_dry_within_an_item_is_an_underrun_and_the_lead_is_gathered_again()
    {
        _buffer.Write("a", Ramp.Pcm(60));
        Read(80).ShouldBe([.. Ramp.Samples(60), .. new short[20]]);
        _buffer.Underruns.ShouldBe(0);
        _buffer.Write("a", Ramp.Pcm(30, 61));
        Read(10).ShouldBe(new short[10]);
        _buffer.Write("a", Ramp.Pcm(30, 91));
        Read(10).ShouldBe(Ramp.Samples(10, 61));
        _buffer.Underruns.ShouldBe(1);
    }

    [Fact]
    public void The_end_of_an_item_is_no_underrun()
    {
        _buffer.Write("a", Ramp.Pcm(60));
        Read(80);
        _buffer.Write("b", Ramp.Pcm(60));
        Read(60).ShouldBe(Ramp.Samples(60));
        _buffer.Underruns.ShouldBe(0);
    }

    [Fact]
    public void After_a_clear_the_next_read_is_silent_and_what_comes_later_sounds()
    {
        _buffer.Write("a", Ramp.Pcm(100));
        _buffer.Write("a", Ramp.Pcm(100, 101));
        Read(30);
        _buffer.Clear();
        _buffer.Waiting.ShouldBe(0);
        _buffer.Write("b", Ramp.Pcm(60, 7));
        _buffer.Waiting.ShouldBe(60);
        Read(10).ShouldBe(Ramp.Samples(10, 7));
        _buffer.Underruns.ShouldBe(0);
        _ledger.Played("a", 0).ShouldBe(30);
        _ledger.Played("b", 0).ShouldBe(10);
    }

    [Fact]
    public void An_item_that_goes_on_after_a_clear_has_no_underrun()
    {
        _buffer.Write("a", Ramp.Pcm(60));
        Read(80);
        _buffer.Clear();
        Read(10);
        _buffer.Write("a", Ramp.Pcm(60));
        Read(60).ShouldBe(Ramp.Samples(60));
        _buffer.Underruns.ShouldBe(0);
    }

    [Fact]
    public void What_goes_beyond_the_bound_is_dropped_and_counted()
    {
        _buffer.Write("a", Ramp.Pcm(900));
        _buffer.Write("a", Ramp.Pcm(101));
        _buffer.Dropped.ShouldBe(101);
        _buffer.Waiting.ShouldBe(900);
        _buffer.Write("a", Ramp.Pcm(100));
        _buffer.Waiting.ShouldBe(1000);
    }

    [Fact]
    public void Half_a_sample_waits_for_its_other_half()
    {
        var pcm = Ramp.Pcm(80);
        _buffer.Write("a", pcm.AsMemory(0, 3));
        _buffer.Write("a", default);
        _buffer.Write("a", pcm.AsMemory(3, 10));
        _buffer.Write("a", pcm.AsMemory(13));
        Read(80).ShouldBe(Ramp.Samples(80));
    }

    [Fact]
    public void Half_a_sample_of_another_item_is_forgotten()
    {
        _buffer.Write("a", Ramp.Pcm(1).AsMemory(0, 1));
        _buffer.Write("b", Ramp.Pcm(60));
        Read(60).ShouldBe(Ramp.Samples(60));
    }

    [Fact]
    public void What_was_read_is_let_go()
    {
        var first = Begin();
        _buffer.Write("a", Ramp.Pcm(60));
        Read(100);
        GC.Collect();
        first.IsAlive.ShouldBeFalse();
        Read(10);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Begin()
        {
            var pcm = Ramp.Pcm(60);
            _buffer.Write("a", pcm);
            return new(pcm);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        _buffer.Write("a", Ramp.Pcm(90));
        var block = new short[10];
        _buffer.Read(block);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) _buffer.Read(block);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    private short[] Read(int count)
    {
        var samples = new short[count];
        samples.AsSpan().Fill(-1);
        _buffer.Read(samples);
        return samples;
    }
}

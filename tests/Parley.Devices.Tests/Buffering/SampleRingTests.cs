using Parley.Devices;

namespace Parley.Buffering;

public class SampleRingTests
{
    [Fact]
    public void What_goes_in_comes_out_across_the_end()
    {
        var ring = new SampleRing(8);
        var read = new short[8];
        for (var first = 1; first < 100; first += 5)
        {
            ring.Write(Ramp.Samples(5, first)).ShouldBe(5);
            ring.Count.ShouldBe(5);
            ring.Read(read).ShouldBe(5);
            read[..5].ShouldBe(Ramp.Samples(5, first));
        }
    }

    [Fact]
    public void A_full_ring_takes_no_more_and_keeps_what_it_has()
    {
        var ring = new SampleRing(8);
        ring.Write(Ramp.Samples(6)).ShouldBe(6);
        ring.Write(Ramp.Samples(6, 7)).ShouldBe(2);
        ring.Write(Ramp.Samples(1)).ShouldBe(0);
        var read = new short[16];
        ring.Read(read).ShouldBe(8);
        read[..8].ShouldBe(Ramp.Samples(8));
    }

    [Fact]
    public void A_cleared_ring_is_empty()
    {
        var ring = new SampleRing(8);
        ring.Write(Ramp.Samples(6));
        ring.Clear();
        ring.Read(new short[8]).ShouldBe(0);
    }

    [Fact]
    public void Two_threads_keep_the_order()
    {
        const int Total = 200_000;
        var ring = new SampleRing(64);
        var writer = new Thread(() =>
        {
            for (var at = 0; at < Total;) at += ring.Write(Ramp.Samples(Math.Min(17, Total - at), at));
        }) { Name = "writer" };
        writer.Start();

        var block = new short[23];
        var wrong = 0;
        for (var at = 0; at < Total;)
        {
            var read = ring.Read(block);
            for (var i = 0; i < read; i++) wrong += block[i] == (short)(at + i) ? 0 : 1;
            at += read;
        }

        writer.Join();
        wrong.ShouldBe(0);
    }
}

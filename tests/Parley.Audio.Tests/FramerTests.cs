namespace Parley.Audio;

public class FramerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(319)]
    [InlineData(320)]
    [InlineData(321)]
    [InlineData(1000)]
    public void Frames_are_the_stream_in_order_however_it_is_cut(int size)
    {
        short[] stream = [.. Enumerable.Range(0, 1000).Select(n => (short)n)];
        var framer = new Framer(320);
        var frames = new List<short>();
        for (var at = 0; at < stream.Length; at += size)
        {
            ReadOnlySpan<short> input = stream.AsSpan(at, Math.Min(size, stream.Length - at));
            while (framer.TryRead(ref input, out var frame))
            {
                frame.Length.ShouldBe(320);
                frames.AddRange(frame);
            }

            input.IsEmpty.ShouldBeTrue();
        }

        frames.ShouldBe(stream[..960]);
        framer.Held.ShouldBe(40);
    }

    [Fact]
    public void A_reset_drops_what_was_held()
    {
        var framer = new Framer(4);
        ReadOnlySpan<short> first = [1, 2, 3];
        framer.TryRead(ref first, out _).ShouldBeFalse();
        framer.Reset();

        ReadOnlySpan<short> second = [5, 6, 7, 8];
        framer.TryRead(ref second, out var frame).ShouldBeTrue();
        frame.ToArray().ShouldBe([5, 6, 7, 8]);
    }

    [Fact]
    public void Cutting_allocates_nothing()
    {
        var framer = new Framer(320);
        var stream = new short[500];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
        {
            ReadOnlySpan<short> input = stream;
            while (framer.TryRead(ref input, out _)) { }
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_frame_of_nothing_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new Framer(0));
}

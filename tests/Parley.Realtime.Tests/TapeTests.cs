namespace Parley.Realtime;

public class TapeTests
{
    private const int Several = 3 * TapeBlock.Bytes + 100;

    [Theory]
    [InlineData(1)]
    [InlineData(TapeBlock.Bytes - 1)]
    [InlineData(TapeBlock.Bytes)]
    [InlineData(TapeBlock.Bytes + 1)]
    [InlineData(Several)]
    public void What_goes_in_comes_out_however_long_the_pieces_are(int piece)
    {
        var tape = new Tape();
        foreach (var chunk in Sound(Several).Chunk(piece))
        {
            tape.Append(chunk);
        }

        tape.ToArray().ShouldBe(Sound(Several));
        tape.Clear();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, Several)]
    [InlineData(100, 200)]
    [InlineData(TapeBlock.Bytes, 2 * TapeBlock.Bytes)]
    [InlineData(TapeBlock.Bytes - 1, 2 * TapeBlock.Bytes + 1)]
    [InlineData(Several, Several)]
    public void A_piece_is_handed_over_and_the_tape_goes_on_behind_it(int from, int to)
    {
        var tape = Tape.Of(Sound(Several));
        var taken = tape.Take(from, to);
        taken.ToArray().ShouldBe(Sound(Several)[from..to]);
        (tape.Start, tape.End).ShouldBe((to, Several));
        tape.Append([42]);
        tape.ToArray().ShouldBe([.. Sound(Several)[to..], 42]);
        taken.Append([43]);
        taken.ToArray().ShouldBe([.. Sound(Several)[from..to], 43]);
        tape.Clear();
        taken.Clear();
        (tape.Capacity, taken.Capacity).ShouldBe((0, 0));
    }

    [Fact]
    public void A_tape_that_slides_over_a_long_stream_holds_little_more_than_it_shows()
    {
        var tape = new Tape();
        for (var i = 0; i < 5000; i++)
        {
            tape.Append(new byte[960]);
            tape.DropBefore(tape.End - 28_800);
        }

        tape.Length.ShouldBe(28_800);
        tape.Capacity.ShouldBeLessThan(28_800 + (2 * TapeBlock.Bytes));
        tape.DropBefore(long.MaxValue);
        (tape.Length, tape.Start).ShouldBe((0, 4_800_000));
        tape.Clear();
    }

    [Fact]
    public void The_newest_can_be_let_go_of()
    {
        var tape = Tape.Of(Sound(Several));
        tape.DropBefore(10);
        tape.DropFrom(50);
        tape.Append([7]);
        tape.ToArray().ShouldBe([.. Sound(Several)[10..50], 7]);
        tape.Capacity.ShouldBe(TapeBlock.Bytes);
        tape.DropFrom(0);
        (tape.Length, tape.End).ShouldBe((0, 10));
        tape.Clear();
    }

    private static byte[] Sound(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 / 7))];
}

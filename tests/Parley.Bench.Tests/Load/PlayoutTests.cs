using Parley.Measuring;

namespace Parley.Load;

public class PlayoutTests
{
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(100);

    private readonly Playout _playout = new();
    private readonly Figures _figures = new();

    [Fact]
    public void Pieces_that_come_in_time_are_heard_without_a_break()
    {
        Play(0, 50, 150, 250);

        (_figures.Deltas.Value, _figures.Underruns.Value, _figures.LateDeltas.Value).ShouldBe((4, 0, 0));
        _figures.Gaps.Max.ShouldBe(TimeSpan.FromMilliseconds(100));
        _playout.End.ShouldBe(TimeSpan.FromMilliseconds(500)); // 400 of sound behind a cushion of 100
    }

    [Fact]
    public void A_piece_that_only_the_cushion_waited_for_is_late()
    {
        Play(0, 150);

        (_figures.Underruns.Value, _figures.LateDeltas.Value).ShouldBe((0, 1));
    }

    [Fact]
    public void A_piece_that_came_after_the_cushion_was_played_is_an_underrun_and_what_follows_is_later()
    {
        Play(0, 250, 300);

        (_figures.Underruns.Value, _figures.LateDeltas.Value).ShouldBe((1, 2));
        _playout.End.ShouldBe(TimeSpan.FromMilliseconds(450));
    }

    [Fact]
    public void The_next_answer_begins_anew()
    {
        Play(0);
        _playout.Stop();
        Play(5000);

        _figures.Gaps.Count.ShouldBe(0);
        _figures.Underruns.Value.ShouldBe(0);
    }

    private void Play(params int[] at)
    {
        foreach (var ms in at)
        {
            _playout.Add(Piece, TimeSpan.FromMilliseconds(ms), _figures);
        }
    }
}

using Parley.Protocol;
using Parley.Running;

namespace Parley.Tests.Running;

public sealed class UnheardSoundTests
{
    private readonly UnheardSound _sound = new(AudioFormat.Pcm24000);

    [Fact]
    public void While_nobody_speaks_only_what_a_detector_may_not_have_told_of_is_kept()
    {
        Add(ms: 10_000, mayRest: true);
        Ms().ShouldBe(2000);
        _sound.LostMs.ShouldBe(0);
    }

    [Fact]
    public void A_turn_is_kept_whole()
    {
        Add(ms: 1000, mayRest: true);
        Add(ms: 20_000, mayRest: false);
        Ms().ShouldBe(21_000);
    }

    [Fact]
    public void A_gap_that_is_too_long_costs_its_oldest_sound_and_says_so()
    {
        Add(ms: 70_000, mayRest: false);
        Ms().ShouldBe(60_000);
        _sound.LostMs.ShouldBe(10_000);
    }

    [Fact]
    public void What_follows_a_turn_is_still_unheard()
    {
        Add(ms: 3000, mayRest: false);
        _sound.Commit(2000).Length.ShouldBe(2000 * 48);
        Ms().ShouldBe(1000);
        Add(ms: 1000, mayRest: false);
        _sound.Commit(3500).Length.ShouldBe(1500 * 48); // on the server's clock, which goes on
    }

    [Fact]
    public void A_new_connection_counts_from_what_it_is_sent_first()
    {
        Add(ms: 3000, mayRest: false);
        _sound.Commit(2000);
        _sound.Restart();
        _sound.Commit(400).Length.ShouldBe(400 * 48);
    }

    private int Ms() => _sound.Pieces.Sum(piece => piece.Pcm.Length) / 48;

    private void Add(int ms, bool mayRest)
    {
        for (var i = 0; i < ms; i += 20)
        {
            _sound.Add(new byte[20 * 48], mayRest);
        }
    }
}

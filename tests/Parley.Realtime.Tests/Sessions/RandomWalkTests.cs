using FsCheck;
using FsCheck.Fluent;
using Parley.Dialects;
using Parley.Testing;
using Parley.Tests;

namespace Parley.Sessions;

public sealed class RandomWalkTests
{
    private static readonly Arbitrary<int[]> Numbers = Gen.Choose(60, 120).SelectMany(length => Gen.Choose(0, int.MaxValue).ArrayOf(length)).ToArbitrary();
    private static readonly Config Walks = Seeded.Config.WithMaxTest(200);

    [Fact]
    public void The_same_inputs_give_the_same_events_and_commands() => Check.One(Walks, Prop.ForAll(Numbers, numbers =>
    {
        var walk = new RandomWalk(numbers);
        var lines = walk.Stage.Inputs.Select(SessionRecording.Write).ToList();
        var replay = SessionStage.Replay(lines.Select(SessionRecording.Read));
        replay.Inputs.Select(SessionRecording.Write).SequenceEqual(lines).ShouldBeTrue("inputs survive being written down");
        var difference = walk.Stage.Transcript.Zip(replay.Transcript).FirstOrDefault(pair => pair.First != pair.Second);
        difference.Second.ShouldBe(difference.First);
        replay.Transcript.Count.ShouldBe(walk.Stage.Transcript.Count);
    }));

    [Fact]
    public void Whatever_happens_the_events_keep_the_protocols_promises() => Check.One(Walks, Prop.ForAll(Numbers, numbers =>
    {
        var walk = new RandomWalk(numbers);
        walk.Finish();
        Invariants.Check(walk.Stage.Events, walk.Stage.Session.HasEnded);
        if (walk.Stage.Session.HasEnded)
        {
            walk.Stage.Transcript[^1].ShouldBe(SessionRecording.Write(walk.Stage.Last<EndSession>()));
        }
    }));

    [Theory]
    [InlineData(DialectName.Ga)]
    [InlineData(DialectName.Beta)]
    [InlineData(DialectName.Yandex)]
    public void Whatever_a_client_sends_it_is_answered_in_its_dialect(DialectName dialect) => Check.One(Walks, Prop.ForAll(Numbers, numbers =>
    {
        var walk = new RandomWalk(numbers, dialect);
        walk.Finish();
        Invariants.Check(walk.Stage.Events, walk.Stage.Session.HasEnded);
    }));
}

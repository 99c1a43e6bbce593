using Parley.Agents;
using Parley.Protocol;
using Parley.Talking;
using Parley.Terminals;
using Parley.Testing;

namespace Parley.Tests.Talking;

public sealed class TalkStoryTests
{
    private readonly List<string> _steps = [];
    private readonly List<string> _notes = [];
    private readonly TalkStory _story;

    public TalkStoryTests()
    {
        var time = new ManualTimeProvider();
        _story = new(new SeenView(_steps, _notes), TalkLog.Open(null, time), new(new Devices.FileSpeaker(Stream.Null, 24000, time), time), () => 0, isAnswered: true);
    }

    [Fact]
    public void An_agent_that_is_cut_off_again_and_again_may_hear_itself()
    {
        Cut(0.4, 0.2).ShouldBeEmpty();
        Cut(5, 0.1, 0.1).ShouldBeEmpty("somebody listened");
        Cut(0.3).ShouldHaveSingleItem().ShouldContain("it may hear itself");
        Cut(0.3, 0.3, 0.3).ShouldHaveSingleItem("it is told once");
    }

    [Fact]
    public void A_turn_is_under_way_until_its_answer_has_ended()
    {
        Hear(new InputAudioBufferSpeechStarted(0, "u1")).ShouldBeTrue();
        Hear(new InputAudioBufferSpeechStopped(900, "u1"), new InputAudioBufferCommitted(null, "u1")).ShouldBeTrue("an answer is owed");
        Hear(Answers.Created(), Answers.Call("call_1", "f"), Answers.Done()).ShouldBeTrue("a call runs");
        _story.Tell(new RealtimeHistoryAdded(new FunctionCallOutputItem("call_1", "1")));
        _story.IsBusy.ShouldBeTrue("its result is to be spoken of");
        Hear(Answers.Created(), Answers.Words("One."), Answers.Done()).ShouldBeFalse();
        _story.HasAnswered.ShouldBeTrue();
        _steps.ShouldBe(["tool f {}", "agent One."]);
    }

    [Fact]
    public void An_answer_that_was_lost_with_its_connection_is_still_owed()
    {
        Hear(Answers.Created(), Answers.Words("On"));
        _story.Tell(new RealtimeReconnecting("gone"));

        _story.IsBusy.ShouldBeTrue();
        Hear(Answers.Created(), Answers.Words("Once."), Answers.Done()).ShouldBeFalse();
        _steps.ShouldBe(["agent Once."]);
    }

    [Fact]
    public void Of_an_answer_that_was_cut_off_it_is_told_what_was_heard()
    {
        Cut(1.5);
        _story.Tell(new RealtimeHistoryUpdated([new MessageItem(Role.Assistant, [new OutputAudio("Once there")]) { Id = "a1" }]));
        _story.Tell(new RealtimeHistoryUpdated([new MessageItem(Role.Assistant, [new OutputAudio("Once there")]) { Id = "a1" }]));
        _steps.ShouldBe(["cut off the agent, after 1.5 s", "heard Once there …"]);
    }

    private bool Hear(params ServerEvent[] events)
    {
        foreach (var said in events)
        {
            _story.Tell(new RealtimeRawServerEvent(said));
        }

        return _story.IsBusy;
    }

    private List<string> Cut(params double[] heardSeconds)
    {
        foreach (var heard in heardSeconds)
        {
            _story.Tell(new RealtimeAudioInterrupted("a1", 0, TimeSpan.FromSeconds(heard)));
        }

        return _notes;
    }

    private sealed class SeenView(List<string> steps, List<string> notes) : ITalkView
    {
        public void Step(string label, string text) => steps.Add($"{label} {text}");

        public void Note(string text) => notes.Add(text);

        public void Show(TalkScene scene)
        {
            // these tests ask for what stays
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

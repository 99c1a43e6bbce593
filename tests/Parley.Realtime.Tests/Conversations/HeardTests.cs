namespace Parley.Conversations;

public sealed class HeardTests
{
    private readonly Heard _heard = new();

    [Fact]
    public void Text_is_heard_in_step_with_its_sound()
    {
        Speak("One two three four. ", 2000);
        Speak("Five six seven eight.", 2000);
        _heard.Finish();
        _heard.DurationMs.ShouldBe(4000);
        _heard.Until(0).ShouldBe("");
        _heard.Until(1000).ShouldBe("One two");
        _heard.Until(2000).ShouldBe("One two three four.");
        _heard.Until(3000).ShouldBe("One two three four. Five six");
        _heard.Until(4000).ShouldBe("One two three four. Five six seven eight.");
    }

    [Fact]
    public void A_word_that_was_not_finished_was_not_heard()
    {
        Speak("extraordinary", 1000);
        _heard.Finish();
        _heard.Until(900).ShouldBe("");
    }

    [Fact]
    public void Text_whose_sound_was_never_made_was_not_heard()
    {
        Speak("One two three four five six seven eight nine ten.", 1000); // about three seconds, had it been spoken out
        _heard.Until(1000).ShouldBe("One two three");
        _heard.Finish();
        _heard.Until(1000).ShouldBe("One two three four five six seven eight nine ten.");
    }

    [Fact]
    public void A_cut_is_final()
    {
        Speak("One two three four.", 2000);
        _heard.CutAt(1000).ShouldBe("One two");
        Speak(" Five six.", 2000);
        (_heard.DurationMs, _heard.IsCut).ShouldBe((1000, true));
        _heard.Until(5000).ShouldBe("One two");
        _heard.CutAt(500).ShouldBe("One");
    }

    [Fact]
    public void Nothing_said_is_nothing_heard() => _heard.Until(1000).ShouldBe("");

    private void Speak(string text, int ms)
    {
        _heard.Say(text);
        _heard.Sound(ms / 2);
        _heard.Sound(ms / 2);
    }
}

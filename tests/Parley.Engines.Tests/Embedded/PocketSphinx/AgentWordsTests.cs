namespace Parley.Embedded.PocketSphinx;

public sealed class AgentWordsTests
{
    private readonly PronouncingDictionary _dictionary = new("locks L\nlocked L\nlocking L\ndoor D\ndoors D\nunlocked U\n"u8.ToArray());

    [Fact]
    public void Verbs_and_things_are_read_out_of_names_and_descriptions()
    {
        var words = new AgentWords(new Vocabulary(["lock_door", "Locks or unlocks a door", "front door", "by the window"]), _dictionary);
        words.Verbs.ShouldBe(["lock", "unlock"], ignoreOrder: true);
        words.Forms.ShouldBe(["locked", "locking", "unlocked"], ignoreOrder: true);
        words.Things.ShouldContain("door");
        words.Things.ShouldContain("doors");
        words.Things.ShouldContain("front door");
        words.Things.ShouldContain("by the window");
        words.Things.ShouldNotContain("lock door");
        words.Sentences.Count.ShouldBe(4);
    }
}

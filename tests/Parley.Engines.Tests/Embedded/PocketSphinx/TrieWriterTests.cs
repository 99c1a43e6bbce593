namespace Parley.Embedded.PocketSphinx;

public sealed class TrieWriterTests
{
    private const float Tolerance = 0.001f;

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var file = new MemoryStream();
        TrieWriter.Write(
            [("<s>", 0, 0.5f), ("</s>", 0.25f, 1), ("red", 0.5f, 0.75f), ("blue", 0.25f, 2)],
            [(NGrams.Key(0, 2), 0.6f, 0.4f), (NGrams.Key(2, 3), 0.3f, 1), (NGrams.Key(3, 2), 0.2f, 0.9f), (NGrams.Key(2, 1), 0.7f, 1)],
            [(NGrams.Key(0, 2, 3), 0.8f), (NGrams.Key(3, 2, 3), 0.1f), (NGrams.Key(2, 3, 2), 0.05f)],
            file);
        var trie = new EnglishTrie(file.ToArray());

        trie.Words.ShouldBe(["<s>", "</s>", "red", "blue"]);
        trie.Id("blue").ShouldBe(3);
        trie.Id("green").ShouldBeNull();
        Close(trie.LogProbability(2), 0.5);
        Close(trie.LogBackoff(3), 2);
        Close(trie.Find(2, 0)!.Value.LogProbability, 0.6);
        Close(trie.Find(2, 0)!.Value.LogBackoff, 0.4);
        Close(trie.Find(1, 2)!.Value.LogProbability, 0.7);
        trie.Find(1, 3).ShouldBeNull();
        Close(trie.Find(trie.Find(3, 2)!.Value, 0)!.Value, 0.8);
        Close(trie.Find(trie.Find(3, 2)!.Value, 3)!.Value, 0.1);
        Close(trie.Find(trie.Find(2, 3)!.Value, 2)!.Value, 0.05);
        trie.Find(trie.Find(2, 3)!.Value, 0).ShouldBeNull();
    }

    [Fact]
    public void Another_file_is_refused_by_name() =>
        Should.Throw<InvalidDataException>(() => new EnglishTrie(new byte[100])).Message.ShouldContain("pocketsphinx-en-us");

    private static void Close(float log, double probability) => log.ShouldBe((float)Math.Log(probability), Tolerance);
}

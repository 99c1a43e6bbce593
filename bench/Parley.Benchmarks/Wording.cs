using BenchmarkDotNet.Attributes;
using Parley.Speaking;

namespace Parley.Benchmarks;

/// <summary>A model's tokens become sentences, and those what a voice can say. Speech has about 15 characters a second.</summary>
public class Wording
{
    private const int Seconds = 30;
    private const int CharactersPerSecond = 15;
    private const int TokenCharacters = 4;

    private static readonly string Text = string.Concat(Enumerable.Repeat("Your table for 4 is booked at half past seven, under **Miller**. Is there anything else? ", 10))[..(Seconds * CharactersPerSecond)];
    private static readonly string[] Tokens = [.. Text.Chunk(TokenCharacters).Select(token => new string(token))];
    private static readonly string[] Sentences = [.. Split()];

    [Benchmark(Description = "out: text to sentences", OperationsPerInvoke = Seconds)]
    public int Splitting() => Split().Count;

    [Benchmark(Description = "out: sentences to spoken words", OperationsPerInvoke = Seconds)]
    public int Spelling()
    {
        var spoken = new SpokenText("en");
        return Sentences.Sum(sentence => spoken.Of(sentence).Length);
    }

    private static List<string> Split()
    {
        var splitter = new SentenceSplitter();
        var sentences = new List<string>();
        foreach (var token in Tokens)
        {
            sentences.AddRange(splitter.Push(token));
        }

        return splitter.Flush() is { } rest ? [.. sentences, rest] : sentences;
    }
}

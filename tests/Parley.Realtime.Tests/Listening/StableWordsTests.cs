using FsCheck;
using FsCheck.Fluent;
using Parley.Tests;

namespace Parley.Listening;

public sealed class StableWordsTests
{
    private static readonly string[] Words = ["one", "two", "too", "three"];

    private readonly StableWords _words = new();

    [Fact]
    public void A_word_is_told_once_it_has_stayed_the_same_for_300_ms()
    {
        _words.Next("hello", 100).ShouldBeNull();
        _words.Next("hello", 399).ShouldBeNull();
        _words.Next("hello", 400).ShouldBe("hello");
        _words.Next("hello", 900).ShouldBeNull();
    }

    [Fact]
    public void Words_that_follow_bring_their_space()
    {
        _words.Next("hello", 0);
        _words.Next("hello big world", 300).ShouldBe("hello");
        _words.Next("hello big world", 600).ShouldBe(" big world");
        _words.Text.ShouldBe("hello big world");
    }

    [Fact]
    public void A_word_that_changes_begins_anew_and_so_does_all_behind_it()
    {
        _words.Next("we go home", 0);
        _words.Next("we know home", 200).ShouldBeNull();
        _words.Next("we know home", 300).ShouldBe("we");
        _words.Next("we know home", 500).ShouldBe(" know home");
    }

    [Fact]
    public void What_was_told_is_never_taken_back()
    {
        _words.Next("recognise speech", 0);
        _words.Next("recognise speech", 300).ShouldBe("recognise speech");
        _words.Next("wreck a nice beach", 600).ShouldBeNull();
        _words.Next("wreck a nice beach", 1200).ShouldBeNull();
        _words.Finish("wreck a nice beach").ShouldBeNull();
    }

    [Fact]
    public void The_final_brings_the_rest()
    {
        _words.Next("what time", 0);
        _words.Next("what time", 300);
        _words.Finish("what time is it").ShouldBe(" is it");
        new StableWords().Finish("all of it").ShouldBe("all of it");
        new StableWords().Finish("").ShouldBeNull();
    }

    [Fact]
    public void Whatever_the_engine_thinks_the_deltas_join_to_what_was_told() => Check.One(Seeded.Config, Prop.ForAll(
        Gen.Choose(0, 255).ArrayOf(30).ToArbitrary(), numbers =>
        {
            var (words, joined, position) = (new StableWords(), "", 0);
            foreach (var number in numbers)
            {
                position += number % 200;
                var hypothesis = string.Join(' ', Enumerable.Range(0, number % 5).Select(i => Words[(number >> i) % (i == 0 ? 1 : Words.Length)]));
                joined += words.Next(hypothesis, position);
                words.Text.ShouldBe(joined);
            }
        }));
}

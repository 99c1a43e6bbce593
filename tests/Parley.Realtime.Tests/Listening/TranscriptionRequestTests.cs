namespace Parley.Listening;

public sealed class TranscriptionRequestTests
{
    private static readonly TranscriptionRequest Request = new("en", "whisper-1", ["turn on the light", "lamp"], Partials: true);

    [Fact]
    public void Requests_for_the_same_are_equal_whoever_wrote_the_phrases_down()
    {
        var same = Request with { Vocabulary = ["turn on the light", "lamp"] };
        same.ShouldBe(Request);
        same.GetHashCode().ShouldBe(Request.GetHashCode());
    }

    [Fact]
    public void One_thing_asked_otherwise_makes_another_request() => new[]
    {
        Request with { Language = "de" },
        Request with { Model = null },
        Request with { Vocabulary = ["turn on the light", "lamps"] },
        Request with { Partials = false },
        Request with { Guesses = true },
        Request with { Logprobs = true },
    }.ShouldNotContain(Request);
}

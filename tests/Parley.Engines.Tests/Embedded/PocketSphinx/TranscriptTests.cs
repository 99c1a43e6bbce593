namespace Parley.Embedded.PocketSphinx;

public sealed class TranscriptTests
{
    [Theory]
    [InlineData("<s> turn <sil> on the(2) lamp </s>", "turn on the lamp")]
    [InlineData("[NOISE] yes ++UH++ please(3)", "yes please")]
    [InlineData("<sil>", "")]
    [InlineData(null, "")]
    public void Fillers_and_pronunciation_marks_are_stripped(string? hypothesis, string text) => Transcript.Of(hypothesis).ShouldBe(text);
}

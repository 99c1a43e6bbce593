using System.Text.Json;
using Parley.Protocol;

namespace Parley.Listening;

public sealed class VocabularyTests
{
    [Fact]
    public void Words_come_from_instructions_tools_and_the_transcription_settings()
    {
        var schema = JsonElement.Parse(
            """
            {"type":"object","properties":{"city":{"type":"string","description":"Where to go","enum":["Bern","Zug"]},
            "stops":{"type":"array","items":{"type":"object","properties":{"station":{"title":"Stop name"}}}}}}
            """);
        var session = new RealtimeSessionConfig(
            Instructions: "Sell tickets. Be kind!",
            Tools: [new FunctionTool("book_ticket", "Books a seat", schema)],
            Audio: new(new(Transcription: new("m", Prompt: "Jungfraujoch; Eiger") { Keywords = ["Mönch"] })));
        Vocabulary.Of(session).ShouldBe(
            ["Jungfraujoch", "Eiger", "Mönch", "Sell tickets", "Be kind", "book_ticket", "Books a seat", "city", "Where to go", "Bern", "Zug", "stops", "station", "Stop name"]);
    }

    [Fact]
    public void A_bare_session_expects_nothing() => Vocabulary.Of(new TranscriptionSessionConfig()).ShouldBeEmpty();

    [Theory]
    [InlineData("\"{}\"")]
    [InlineData("""{"properties":7,"enum":"x","items":null}""")]
    public void Odd_schemas_do_no_harm(string schema) =>
        Vocabulary.Of(new RealtimeSessionConfig(Tools: [new FunctionTool("f", null, JsonElement.Parse(schema))])).ShouldBe(["f"]);
}

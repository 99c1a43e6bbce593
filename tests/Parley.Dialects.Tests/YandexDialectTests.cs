using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

public class YandexDialectTests
{
    private static readonly RealtimeSessionConfig Default = new("parley", Audio: new(new(TurnDetection: new ServerVad())));

    private readonly IDialect _yandex = Dialect.Create(DialectName.Yandex);

    [Fact]
    public void A_session_in_the_samples_shape_is_accepted_and_echoed_in_Gas()
    {
        var next = Applied("""
            {"output_modalities":["text","audio"],
             "audio":{"input":{"format":{"type":"audio/pcm","rate":24000,"channels":1},
                               "turn_detection":{"type":"server_vad","threshold":0.5,"silence_duration_ms":400,"create_response":false,"interrupt_response":false}},
                      "output":{"format":{"type":"audio/pcm","rate":44100},"voice":"dasha"}},
             "tools":[{"type":"function","name":"web_search","description":"d","parameters":"{}"}],"tool_choice":{"type":"auto"}}
            """);

        next.OutputModalities.ShouldBe([Modality.Text, Modality.Audio]);
        next.Audio.Output.ShouldBe(new AudioOutput(new("audio/pcm", 44100), new("dasha")));
        var echo = _yandex.Writes(new SessionUpdated(next))!;
        echo.ShouldContain("""{"type":"audio/pcm","rate":24000,"channels":1}""");
        echo.ShouldContain("\"output_modalities\":[\"text\",\"audio\"]");
        echo.ShouldContain("\"parameters\":\"{}\"");
        echo.ShouldContain("\"tool_choice\":\"auto\"");
    }

    [Fact]
    public void Fields_at_the_top_of_the_session_are_accepted()
    {
        var next = Applied("""{"voice":"marina","input_audio_transcription":{"model":"general"},"turn_detection":null,"modalities":["text","audio"]}""");

        next.Audio.Output.Voice.ShouldBe(new Voice("marina"));
        next.Input.Transcription!.Model.ShouldBe("general");
        next.Input.TurnDetection.ShouldBeNull();
        next.OutputModalities.ShouldBe([Modality.Text, Modality.Audio]);
    }

    [Fact]
    public void A_response_is_asked_for_in_the_samples_words()
    {
        var asked = _yandex.Reads("""{"type":"response.create","response":{"modalities":["audio","text"],"conversation":"default"}}""")
            .ShouldBeOfType<ResponseCreate>().Response!;

        asked.OutputModalities.ShouldBe([Modality.Audio, Modality.Text]);
        asked.Conversation.ShouldBe("auto");
    }

    [Fact]
    public void An_error_names_the_place_where_the_client_put_it()
    {
        var update = _yandex.Reads("""{"type":"session.update","session":{"turn_detection":{"type":"server_vad","threshold":7}}}""").ShouldBeOfType<SessionUpdate>();
        var mistake = Should.Throw<InvalidRequestException>(() => update.Session.ApplyTo(Default));

        _yandex.Writes(new ErrorEvent(new(ErrorDetails.InvalidRequest, mistake.Code, mistake.Message, mistake.Param)))!
            .ShouldContain("\"param\":\"session.turn_detection.threshold\"");
    }

    [Theory]
    [InlineData("output_text")]
    [InlineData("text")]
    public void A_client_reads_streamed_parts_by_their_documented_name(string type) =>
        _yandex.ReadsServer($$$"""{"type":"response.content_part.added","response_id":"r","item_id":"i","output_index":0,"content_index":0,"part":{"type":"{{{type}}}","text":""}}""")
            .ShouldBeOfType<ResponseContentPartAdded>().Part.ShouldBe(new TextPart(""));

    private RealtimeSessionConfig Applied(string session) =>
        (RealtimeSessionConfig)_yandex.Applies($$$"""{"type":"session.update","session":{{{session}}}}""", to: Default);
}

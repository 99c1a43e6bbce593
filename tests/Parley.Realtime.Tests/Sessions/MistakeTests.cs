using System.Text;
using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class MistakeTests
{
    private readonly SessionStage _stage = new();

    [Theory]
    [InlineData("{", "invalid_json", null)]
    [InlineData("[]", "invalid_event", null)]
    [InlineData("{}", "invalid_event", "type")]
    [InlineData("""{"type":"nope"}""", "invalid_value", "type")]
    [InlineData("""{"type":"session.update"}""", "missing_required_parameter", "session")]
    [InlineData("""{"type":"response.cancel","x":1}""", "unknown_parameter", "x")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"%%%"}""", "invalid_value", "audio")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"a","content_index":"0","audio_end_ms":1}""", "invalid_type", "content_index")]
    public void What_cannot_be_read_is_told_and_the_session_lives(string message, string code, string? param)
    {
        var error = _stage.Say(Read(message)).Error();
        (error.Type, error.Code, error.Param).ShouldBe((ErrorDetails.InvalidRequest, code, param));
        _stage.AddText("still here").Names().ShouldBe(["conversation.item.added", "conversation.item.done"]);
    }

    [Fact]
    public void An_unknown_event_is_told_which_ones_there_are() =>
        _stage.Say(Read("""{"type":"nope"}""")).Error().Message.ShouldStartWith("Invalid value: 'nope'. Supported values are: 'session.update', ");

    [Fact]
    public void A_mistake_echoes_the_clients_event_id_or_null()
    {
        _stage.Say(new ResponseCancel { EventId = "e1" }).Error().EventId.ShouldBe("e1");
        _stage.Say(new ResponseCancel()).Error().EventId.ShouldBeNull();
    }

    [Fact]
    public void Success_never_echoes_the_clients_event_id()
    {
        _stage.Say(new InputAudioBufferClear { EventId = "mine" });
        _stage.Transcript.ShouldAllBe(line => !line.Contains("mine"));
    }

    [Fact]
    public void The_buffer_of_output_belongs_to_WebRTC() =>
        _stage.Say(new OutputAudioBufferClear()).Error().Message.ShouldContain("WebRTC");

    [Fact]
    public void Metadata_have_their_limits()
    {
        var many = Enumerable.Range(0, 17).ToDictionary(i => $"k{i}", _ => "v");
        _stage.Ask(new() { Metadata = many }).Error().Param.ShouldBe("response.metadata");
    }

    [Fact]
    public void A_response_in_both_modalities_is_refused_unless_the_policy_allows_it()
    {
        var both = new ResponseParams { OutputModalities = [Modality.Text, Modality.Audio] };
        _stage.Ask(both).Error().Param.ShouldBe("response.output_modalities");
        new SessionStage(policy: SessionPolicy.Yandex).Ask(both).Names().ShouldBe(["response.created"]);
    }

    [Fact]
    public void A_recording_with_another_voice_activity_model_is_refused() =>
        Should.Throw<ArgumentException>(() => new RealtimeSession(new(1, SessionStage.DefaultConfig, SessionPolicy.OpenAI, "other/2"), new LoudnessVoiceActivity()))
            .Message.ShouldContain("other/2");

    // as every dialect reads
    private static ClientEvent Read(string message)
    {
        try
        {
            return ClientEventReader.Read(ClientEventReader.Parse(Encoding.UTF8.GetBytes(message)));
        }
        catch (InvalidRequestException mistake)
        {
            return Unreadable.From(mistake, null);
        }
    }
}

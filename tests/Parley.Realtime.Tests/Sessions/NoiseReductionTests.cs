using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class NoiseReductionTests
{
    private const string On = """{"audio":{"input":{"noise_reduction":{"type":"far_field"}}}}""";
    private const string Off = """{"audio":{"input":{"noise_reduction":null}}}""";

    [Theory]
    [InlineData("near_field", true)]
    [InlineData("far_field", false)]
    public void Noise_goes_before_anybody_listens_as_far_as_the_field_says(string field, bool isHeard)
    {
        var stage = new SessionStage();
        stage.Say(new SessionUpdate(Patch.Of($$$"""{"audio":{"input":{"noise_reduction":{"type":"{{{field}}}"} } } }"""))).Only<SessionUpdated>()
            .Session.Input.NoiseReduction!.Type.ShouldBe(isHeard ? NoiseReductionType.NearField : NoiseReductionType.FarField);
        stage.Append([.. Noise(1000), .. Tone.Silence(400)]).OfType<InputAudioBufferSpeechStarted>().Any().ShouldBe(isHeard);
    }

    [Fact]
    public void Without_it_all_is_heard()
    {
        var stage = new SessionStage();
        stage.Append(Noise(1000)).Only<InputAudioBufferSpeechStarted>();
    }

    [Fact]
    public void The_recogniser_gets_the_quiet_sound_and_the_item_keeps_the_clients_own()
    {
        var stage = new SessionStage(Story.Detecting(null));
        stage.Say(new SessionUpdate(Patch.Of(On)));
        var sound = Noise(1000);
        stage.Append(sound, chunkBytes: 970); // frames of the reducer, of the network and of the detector never meet
        var id = stage.Say(new InputAudioBufferCommit()).Only<InputAudioBufferCommitted>().ItemId;

        var fed = stage.Commands.OfType<FeedTranscription>().SelectMany(feed => feed.Samples.ToArray()).ToArray();
        fed.Length.ShouldBeInRange(16_000, 16_000 + Story.MostSilence);
        fed.ShouldAllBe(sample => sample == 0);
        Audio(stage, id).ShouldBe(sound);
    }

    [Fact]
    public void Switched_on_and_off_in_mid_speech_no_sound_is_lost()
    {
        var stage = new SessionStage(Story.Detecting(null));
        foreach (var patch in new[] { On, Off, On, Off, On })
        {
            stage.Append(Tone.Pcm16(210), chunkBytes: 970);
            stage.Say(new SessionUpdate(Patch.Of(patch))).Names().ShouldBe(["session.updated"]);
        }

        stage.Say(new InputAudioBufferCommit());
        stage.Commands.OfType<FeedTranscription>().Sum(feed => feed.Samples.Length).ShouldBeInRange(5 * 210 * 16, (5 * 210 * 16) + Story.MostSilence);
    }

    [Fact]
    public void Whatever_waits_for_its_frame_when_the_client_commits_belongs_to_the_turn()
    {
        for (var bytes = 4802; bytes < 4802 + 960; bytes += 62)
        {
            var stage = new SessionStage(Story.Detecting(null));
            stage.Say(new SessionUpdate(Patch.Of(On)));
            stage.Append(Tone.Pcm16(300)[..bytes], chunkBytes: bytes);
            stage.Say(new InputAudioBufferCommit());
            stage.Commands.OfType<FeedTranscription>().Sum(feed => feed.Samples.Length).ShouldBeInRange((bytes / 3) - 1, (bytes / 3) + 1 + Story.MostSilence);
        }
    }

    [Fact]
    public void A_server_that_cannot_says_what_it_needs_and_changes_nothing()
    {
        var stage = new SessionStage(new SessionOpened(1, SessionStage.DefaultConfig, SessionPolicy.OpenAI, new LoudnessVoiceActivity().Name));
        var error = stage.Say(new SessionUpdate(Patch.Of("""{"instructions":"x","audio":{"input":{"noise_reduction":{"type":"near_field"}}}}"""))).Error();
        error.Param.ShouldBe("session.audio.input.noise_reduction");
        error.Message.ShouldContain("noise reduction needs");
        var session = stage.Say(new SessionUpdate(Patch.Of(Off))).Only<SessionUpdated>().Session.ShouldBeOfType<RealtimeSessionConfig>(); // as stock clients send it
        session.Instructions.ShouldNotBe("x");
    }

    [Fact]
    public void A_recording_names_its_reducer_and_a_replay_with_another_is_refused()
    {
        var opened = new SessionOpened(1, SessionStage.DefaultConfig, SessionPolicy.OpenAI, new LoudnessVoiceActivity().Name) { NoiseReducer = "other/1" };
        Should.Throw<ArgumentException>(() => new SessionStage(opened)).Message.ShouldContain("'other/1'");
    }

    [Fact]
    public void A_recorded_call_hears_the_same()
    {
        var stage = new SessionStage();
        stage.Say(new SessionUpdate(Patch.Of(On)));
        stage.Append([.. Noise(500), .. Tone.Pcm16(1000), .. Noise(500)], chunkBytes: 970);
        var replay = SessionStage.Replay(stage.Inputs.Select(SessionRecording.Write).Select(SessionRecording.Read));
        replay.Transcript.ShouldBe(stage.Transcript);
        replay.Events.OfType<InputAudioBufferSpeechStopped>().ShouldHaveSingleItem();
    }

    // loud enough to count as speech, and quieter than speech from afar
    private static byte[] Noise(int ms)
    {
        var tone = Tone.Pcm16(ms);
        for (var i = 0; i < tone.Length; i += 2)
        {
            BitConverter.TryWriteBytes(tone.AsSpan(i), (short)(BitConverter.ToInt16(tone, i) / 4));
        }

        return tone;
    }

    private static byte[] Audio(SessionStage stage, string id) => stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item
        .ShouldBeOfType<MessageItem>().Content.ShouldHaveSingleItem().ShouldBeOfType<InputAudio>().Audio!.Value.ToArray();
}

using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class WireFormatTests
{
    private static readonly byte[] Conversation = [.. Tone.Silence(700), .. Tone.Pcm16(900), .. Tone.Silence(500), .. Tone.Pcm16(600), .. Tone.Silence(500)];

    [Theory]
    [InlineData(2)]
    [InlineData(333)]
    [InlineData(961)]
    [InlineData(4800)]
    [InlineData(1_000_000)]
    public void How_sound_is_cut_into_appends_and_how_fast_it_comes_changes_no_event(int chunk)
    {
        var (realTime, cut) = (new SessionStage(), new SessionStage());
        realTime.Append(Conversation);
        foreach (var piece in Conversation.Chunk(chunk))
        {
            cut.Say(new InputAudioBufferAppend(piece)); // no time passes
        }

        realTime.Events.Count.ShouldBeGreaterThan(10);
        cut.Events.Select(SessionRecording.Write).ShouldBe(realTime.Events.Select(SessionRecording.Write));
    }

    [Theory]
    [InlineData("audio/pcmu")]
    [InlineData("audio/pcma")]
    public void A_telephone_session_finds_turns_and_keeps_its_bytes(string type)
    {
        var format = new AudioFormat(type);
        var stage = new SessionStage(SessionStage.DefaultConfig.With(input => input with { Format = format }));
        var encoder = new Audio.AudioEncoder(8000, Realtime.WireFormat.Of(format));
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>((byte[])[.. Tone.Pcm16(1000, 8000), .. Tone.Silence(400, 8000)]);
        var sound = new byte[encoder.MaxBytes(samples.Length)];
        sound = sound[..encoder.Encode(samples, sound)];
        var events = stage.Append(sound, chunkBytes: 160);
        events.Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem, "response.created"]);
        var item = stage.Say(new ConversationItemRetrieve(events.Only<InputAudioBufferCommitted>().ItemId)).Only<ConversationItemRetrieved>().Item;
        var kept = item.ShouldBeOfType<MessageItem>().Content[0].ShouldBeOfType<InputAudio>().Audio!.Value;
        kept.ToArray().ShouldBe(sound[..kept.Length]);
        (kept.Length / 8).ShouldBe(events.Only<InputAudioBufferSpeechStopped>().AudioEndMs);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    [InlineData(44100)]
    [InlineData(48000)]
    public void Positions_are_the_same_at_every_rate(int rate)
    {
        var stage = new SessionStage(SessionStage.DefaultConfig.With(input => input with { Format = new(AudioFormat.Pcm, rate) }));
        var events = stage.Append([.. Tone.Silence(1000, rate), .. Tone.Pcm16(1000, rate), .. Tone.Silence(400, rate)], rate / 50 * 2);
        events.Only<InputAudioBufferSpeechStarted>().AudioStartMs.ShouldBeInRange(680, 720);
        events.Only<InputAudioBufferSpeechStopped>().AudioEndMs.ShouldBeInRange(2180, 2240);
    }

    [Fact]
    public void Deltas_of_the_answer_have_the_responses_format()
    {
        var stage = new SessionStage();
        stage.Ask(new() { Audio = new(new(new(AudioFormat.Pcmu))) }).Only<ResponseCreated>().Response.Audio.Output.Format.ShouldBe(new AudioFormat(AudioFormat.Pcmu));
        stage.Last<BeginResponse>().Plan.Format.ShouldBe(new AudioFormat(AudioFormat.Pcmu));
        var usage = stage.Reply(new Responding.Sounded(new byte[8000]), new Responding.Finished(0, 0)).Only<ResponseDone>().Response.Usage!;
        usage.OutputTokenDetails.AudioTokens.ShouldBe(20); // a second of 8 kHz
    }
}

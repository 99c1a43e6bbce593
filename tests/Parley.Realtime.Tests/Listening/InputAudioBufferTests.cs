using Parley.Protocol;
using Parley.Testing;

namespace Parley.Listening;

public sealed class InputAudioBufferTests
{
    [Fact]
    public void A_long_silence_leaves_no_more_than_the_padding()
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new(TurnDetection: new ServerVad()));
        var minute = Tone.Silence(60_000).Chunk(4800).ToList();
        for (var i = 0; i < 20; i++)
        {
            foreach (var chunk in minute)
            {
                buffer.Append(chunk);
                buffer.Next().ShouldBeNull();
            }
        }

        buffer.PositionMs.ShouldBeInRange(20 * 60_000 - 40, 20 * 60_000);
        buffer.RetainedBytes.ShouldBeLessThan(150_000); // 700 ms of 24 kHz and of 16 kHz, and room to grow
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(24000)]
    [InlineData(44100)]
    [InlineData(48000)]
    public void A_chunk_is_heard_when_it_comes_and_not_with_the_next(int rate)
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new(new(AudioFormat.Pcm, rate), TurnDetection: new ServerVad()));
        foreach (var chunk in Tone.Silence(1000, rate).Chunk(rate / 25))
        {
            buffer.Append(chunk);
            buffer.Next().ShouldBeNull();
        }

        buffer.PositionMs.ShouldBe(1000);
    }

    [Fact]
    public void The_committed_bytes_are_the_speech_with_its_padding()
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new(TurnDetection: new ServerVad(PrefixPaddingMs: 200)));
        byte[] sound = [.. Tone.Silence(1000), .. Tone.Pcm16(500), .. Tone.Silence(500)];
        var changes = new List<TurnChange>();
        buffer.Append(sound);
        while (buffer.Next() is { } change)
        {
            changes.Add(change);
            if (change is SpeechStopped stopped)
            {
                var start = buffer.StartMs;
                start.ShouldBe(changes.OfType<SpeechStarted>().Single().PositionMs - 200);
                buffer.Commit().ToArray().ShouldBe(sound[(start * 48)..(stopped.PositionMs * 48)]);
            }
        }

        changes.Select(change => change.GetType()).ShouldBe([typeof(SpeechStarted), typeof(SilenceBegan), typeof(SpeechStopped)]);
    }

    [Fact]
    public void What_was_committed_is_gone()
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new());
        buffer.Append(Tone.Pcm16(1000));
        buffer.Next();
        buffer.DurationMs.ShouldBe(1000);
        buffer.Complete();
        buffer.Commit().Length.ShouldBe(48_000);
        (buffer.IsEmpty, buffer.DurationMs).ShouldBe((true, 0));
        buffer.TakeUnfed().Length.ShouldBe(0);
    }

    [Fact]
    public void Appends_may_have_any_length_at_any_time()
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new());
        var bytes = 0;
        for (var length = 1; length < 4000; length++) // odd ones too, and several blocks of the decoder
        {
            buffer.Append(new byte[length]);
            buffer.Next();
            buffer.TakeUnfed();
            bytes += length;
        }

        buffer.DurationMs.ShouldBe(bytes / 2 / 24.0, tolerance: 0.001);
    }

    [Fact]
    public void Each_sample_is_fed_once()
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new());
        var fed = 0;
        foreach (var chunk in Tone.Pcm16(2000).Chunk(1000))
        {
            buffer.Append(chunk);
            buffer.Next();
            fed += buffer.TakeUnfed().Length;
        }

        buffer.Complete();
        (fed + buffer.TakeUnfed().Length).ShouldBeInRange(32_000, 32_080); // and the silence that a stream begins with
    }

    [Fact]
    public void A_change_of_format_needs_an_empty_buffer_and_starts_anew()
    {
        var buffer = new InputAudioBuffer(new LoudnessVoiceActivity(), new());
        buffer.Append(Tone.Pcm16(500));
        buffer.Next();
        Should.Throw<InvalidRequestException>(() => buffer.Configure(new(new(AudioFormat.Pcmu)))).Param.ShouldBe("session.audio.input.format");
        buffer.Clear();
        buffer.Configure(new(new(AudioFormat.Pcmu)));
        buffer.Append(new byte[800]);
        buffer.Next();
        buffer.DurationMs.ShouldBe(100);
        buffer.PositionMs.ShouldBeInRange(595, 605);
        buffer.Complete();
        buffer.Commit().Length.ShouldBe(800);
    }
}

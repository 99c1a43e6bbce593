using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

public class HearingTests
{
    [Fact]
    public void A_model_that_always_hears_speech_finds_all_and_takes_every_pause_for_speech()
    {
        using var model = new Constant(1);
        var heard = Hearing.Of(model, SpeechTrack.Quiet);
        heard.Found(SpeechTrack.Quiet).ShouldBe(SpeechTrack.Quiet.Utterances.Count);
        heard.FalseShare(SpeechTrack.Quiet).ShouldBe(1, .01);
    }

    [Fact]
    public void A_model_that_never_hears_speech_finds_nothing()
    {
        using var model = new Constant(.49f);
        Hearing.Of(model, SpeechTrack.Quiet).Found(SpeechTrack.Quiet).ShouldBe(0);
    }

    private sealed class Constant(float probability) : IVoiceActivityModel
    {
        public string Name => "constant/1";

        public int FrameSamples => 320;

        public float Probability(ReadOnlySpan<short> frame) => probability;

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}

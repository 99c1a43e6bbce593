using Parley.Embedded.VoiceActivity;
using Parley.Protocol;

namespace Parley.Embedded.Noise;

public sealed class WebRtcNoiseReducerTests
{
    [Theory]
    [InlineData(NoiseReductionType.NearField, 9)]
    [InlineData(NoiseReductionType.FarField, 15)]
    public void Noise_in_the_pauses_goes_and_speech_stays(NoiseReductionType field, double leastDb)
    {
        var noisy = SpeechTrack.Quiet.WithWhiteNoise(20);
        var quiet = Reduced(noisy, field);

        Db(Pauses(noisy), Pauses(quiet)).ShouldBeGreaterThan(leastDb);
        Db(Speech(noisy), Speech(quiet)).ShouldBeLessThan(3);
    }

    [Fact]
    public void Every_utterance_is_still_found()
    {
        using var model = EmbeddedVoiceActivity.Create();
        var quiet = Reduced(SpeechTrack.Quiet.WithWhiteNoise(10), NoiseReductionType.FarField);
        Hearing.Of(model, quiet).Found(quiet).ShouldBe(quiet.Utterances.Count);
    }

    [Fact]
    public void The_same_frames_give_the_same_frames_also_after_another_stream()
    {
        using var reducer = new WebRtcNoiseReducer();
        var track = SpeechTrack.Quiet.WithWhiteNoise(10);
        var first = Reduced(reducer, track, NoiseReductionType.NearField);
        Reduced(reducer, track, NoiseReductionType.FarField);
        Reduced(reducer, track, NoiseReductionType.NearField).Samples.ShouldBe(first.Samples);
    }

    private static SpeechTrack Reduced(SpeechTrack track, NoiseReductionType field)
    {
        using var reducer = new WebRtcNoiseReducer();
        return Reduced(reducer, track, field);
    }

    private static SpeechTrack Reduced(WebRtcNoiseReducer reducer, SpeechTrack track, NoiseReductionType field)
    {
        reducer.Begin(field);
        var quiet = new short[track.Samples.Length];
        for (var at = 0; at + reducer.FrameSamples <= quiet.Length; at += reducer.FrameSamples)
        {
            reducer.Reduce(track.Samples.AsSpan(at, reducer.FrameSamples), quiet.AsSpan(at));
        }

        return track with { Samples = quiet };
    }

    private static IEnumerable<short> Speech(SpeechTrack track) => track.Utterances.SelectMany(utterance => track.Samples[utterance]);

    // from half a second behind one utterance to the next: the suppressor takes a moment to be sure
    private static IEnumerable<short> Pauses(SpeechTrack track) => track.Utterances.Zip(track.Utterances.Skip(1), (one, next) => track.Samples[(one.End.Value + 8000)..next.Start.Value]).SelectMany(pause => pause);

    private static double Db(IEnumerable<short> one, IEnumerable<short> other) => 10 * Math.Log10(Power(one) / Power(other));

    private static double Power(IEnumerable<short> samples) => samples.Average(sample => (double)sample * sample) + 1e-9;
}

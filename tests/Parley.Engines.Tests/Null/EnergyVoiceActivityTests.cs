namespace Parley.Null;

public sealed class EnergyVoiceActivityTests : IDisposable
{
    private readonly EnergyVoiceActivity _model = new();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1000, false)]
    [InlineData(-1000, false)]
    [InlineData(1001, true)]
    [InlineData(-1001, true)]
    [InlineData(short.MaxValue, true)]
    [InlineData(short.MinValue, true)]
    public void What_is_loud_is_speech(short level, bool isSpeech) =>
        _model.Probability([.. Enumerable.Repeat(level, 320)]).ShouldBe(isSpeech ? 1 : 0);

    [Fact]
    public void Every_sample_counts()
    {
        for (var place = 0; place < 320; place++)
        {
            var frame = Enumerable.Repeat((short)1000, 320).ToArray();
            frame[place] = -1001;
            _model.Probability(frame).ShouldBe(1, $"sample {place}");
        }
    }

    [Fact]
    public void Listening_allocates_nothing()
    {
        var frame = new short[320];
        _model.Probability(frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) _model.Probability(frame);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_recording_can_name_it() => _model.Name.ShouldMatch("^[a-z-]+/[0-9]+$");

    [Fact]
    public void A_frame_of_another_length_is_refused() =>
        Should.Throw<ArgumentException>(() => _model.Probability(new short[512])).Message.ShouldContain("320 samples, not 512");

    [Fact]
    public void Each_frame_is_judged_by_itself()
    {
        _model.Probability([.. Enumerable.Repeat((short)5000, 320)]).ShouldBe(1);
        _model.Probability(new short[320]).ShouldBe(0);
    }

    public void Dispose() => _model.Dispose();
}

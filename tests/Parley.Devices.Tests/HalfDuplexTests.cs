using Parley.Testing;

namespace Parley.Devices;

public sealed class HalfDuplexTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSpeaker _speaker = new();

    public ValueTask DisposeAsync() => _speaker.DisposeAsync();

    [Fact]
    public async Task While_the_loudspeaker_plays_and_200_ms_after_it_nothing_is_heard()
    {
        // ms that are left to play, by the piece
        int[] left = [0, 0, 60, 40, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var heard = await HeardAsync(left);
        heard.ShouldBe([true, true, false, false, false, .. Enumerable.Repeat(false, 9), true, true]);
    }

    [Fact]
    public async Task A_loudspeaker_that_stands_still_is_not_waited_for()
    {
        var heard = await HeardAsync([.. Enumerable.Repeat(500, 100)]);
        heard.TakeWhile(each => !each).Count().ShouldBe(59);
        heard.Skip(59).ShouldAllBe(each => each);
    }

    [Fact]
    public async Task The_microphone_is_closed_with_it()
    {
        var microphone = new ScriptedMicrophone([]);
        var wrapped = new HalfDuplex(microphone, _speaker, time: _time);
        wrapped.SampleRate.ShouldBe(24000);
        await wrapped.DisposeAsync();
        microphone.IsDisposed.ShouldBeTrue();
    }

    private async Task<List<bool>> HeardAsync(int[] left)
    {
        var heard = new List<bool>();
        await using var wrapped = new HalfDuplex(new ScriptedMicrophone(Pieces()), _speaker, time: _time);
        await foreach (var piece in wrapped.ListenAsync())
        {
            piece.Length.ShouldBe(960);
            heard.Add(piece.Span.IndexOfAnyExcept((byte)0) >= 0);
        }

        return heard;

        IEnumerable<byte[]> Pieces()
        {
            foreach (var ms in left)
            {
                _speaker.Left = TimeSpan.FromMilliseconds(ms);
                yield return Ramp.Pcm(480);
                _time.Advance(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}

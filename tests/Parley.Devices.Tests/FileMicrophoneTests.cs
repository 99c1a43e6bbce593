using Parley.Audio;
using Parley.Testing;

namespace Parley.Devices;

public class FileMicrophoneTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_piece_comes_when_it_is_over()
    {
        await using var microphone = new FileMicrophone(new(24000, Ramp.Samples(480 * 3)), time: _time);
        await using var pieces = microphone.ListenAsync().GetAsyncEnumerator();
        for (var piece = 0; piece < 3; piece++)
        {
            var next = pieces.MoveNextAsync();
            _time.Advance(TimeSpan.FromMilliseconds(19));
            next.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            (await next).ShouldBeTrue();
            Ramp.Read(pieces.Current).ShouldSound(Ramp.Samples(480, 1 + (480 * piece)));
        }

        (await pieces.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_late_gets_at_once_what_is_due()
    {
        await using var microphone = new FileMicrophone(new(24000, Ramp.Samples(4800)), time: _time);
        await using var pieces = microphone.ListenAsync().GetAsyncEnumerator();
        var first = pieces.MoveNextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(70));
        await first;
        pieces.MoveNextAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        pieces.MoveNextAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        var fourth = pieces.MoveNextAsync();
        fourth.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        (await fourth).ShouldBeTrue();
    }

    [Fact]
    public async Task The_recording_is_followed_by_the_tail_and_the_last_piece_may_be_short()
    {
        await using var microphone = new FileMicrophone(new(24000, Ramp.Samples(500)), tail: TimeSpan.FromMilliseconds(10), time: _time);
        (await AllAsync(microphone)).ShouldSound([.. Ramp.Samples(500), .. new short[240]]);
    }

    [Fact]
    public async Task Silence_can_last_until_it_is_closed()
    {
        await using var microphone = new FileMicrophone(new(24000, Ramp.Samples(480)), tail: Timeout.InfiniteTimeSpan, time: _time);
        await using var pieces = microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await next;
        for (var piece = 1; piece < 3000; piece++)
        {
            (await pieces.MoveNextAsync()).ShouldBeTrue();
            pieces.Current.Span.IndexOfAnyExcept((byte)0).ShouldBe(-1);
        }

        await microphone.DisposeAsync();
        (await pieces.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_another_rate_is_given_at_the_wanted_one()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Wav.Encode(Ramp.Read(Tone.Pcm16(500, 44100)), 44100));
            await using var microphone = FileMicrophone.Open(path, 16000, time: _time);
            microphone.SampleRate.ShouldBe(16000);
            var heard = await AllAsync(microphone);
            heard.Length.ShouldBeInRange(7999, 8001);
            Loudness.RmsDbfs(heard).ShouldBe(Loudness.RmsDbfs(Ramp.Read(Tone.Pcm16(500))), .2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_no_recording_is_told()
    {
        var path = Path.GetTempFileName();
        try
        {
            Should.Throw<InvalidDataException>(() => FileMicrophone.Open(path)).Message.ShouldContain("it is empty");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var cancelling = new CancellationTokenSource();
        await using var microphone = new FileMicrophone(new(24000, Ramp.Samples(480)), time: _time);
        await using var pieces = microphone.ListenAsync(cancelling.Token).GetAsyncEnumerator();
        var next = pieces.MoveNextAsync().AsTask();
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    private async Task<short[]> AllAsync(FileMicrophone microphone)
    {
        var heard = new List<short>();
        await using var pieces = microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync();
        _time.Advance(TimeSpan.FromHours(1));
        while (await next)
        {
            heard.AddRange(Ramp.Read(pieces.Current));
            next = pieces.MoveNextAsync();
        }

        return [.. heard];
    }
}

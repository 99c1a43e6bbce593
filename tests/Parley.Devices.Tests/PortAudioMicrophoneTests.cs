using Parley.Audio;
using Parley.Testing;

namespace Parley.Devices;

public sealed class PortAudioMicrophoneTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeHost _host = new();
    private readonly PortAudioMicrophone _microphone;

    public PortAudioMicrophoneTests() => _microphone = new(_host, null, new(), _time);

    public ValueTask DisposeAsync() => _microphone.DisposeAsync();

    [Fact]
    public async Task It_gives_what_the_device_hears_in_pieces_of_20_ms_at_its_own_rate()
    {
        await using var pieces = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync().AsTask();
        HearTone(1000);
        var heard = new List<short>();
        while (heard.Count < 24000 - 480)
        {
            await UntilAsync(next);
            pieces.Current.Length.ShouldBe(960);
            heard.AddRange(Ramp.Read(pieces.Current));
            if (heard.Count < 24000 - 480) next = pieces.MoveNextAsync().AsTask();
        }

        Loudness.RmsDbfs(heard.ToArray()).ShouldBe(Loudness.RmsDbfs(Ramp.Read(Tone.Pcm16(1000))), .2);
        _microphone.SampleRate.ShouldBe(24000);
        _microphone.Overflows.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_said_before_it_was_listened_to_is_not_heard()
    {
        HearTone(1000);
        await using var pieces = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync().AsTask();
        _host.Stream.Hear(new short[48 * 40]);
        await UntilAsync(next);
        Ramp.Read(pieces.Current).ShouldAllBe(sample => sample == 0);
        _microphone.Overflows.ShouldBe(0);
    }

    [Fact]
    public async Task Sound_that_nobody_fetches_is_an_overflow()
    {
        await using var pieces = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync().AsTask();
        HearTone(2700);
        _microphone.Overflows.ShouldBe(0);
        HearTone(100);
        _microphone.Overflows.ShouldBeInRange(1, 10);
        _host.Stream.Glitches = 100;
        _microphone.Overflows.ShouldBeInRange(101, 110);
        await UntilAsync(next);
    }

    [Fact]
    public async Task A_device_that_goes_and_comes_back_with_another_rate_is_told_and_heard_on()
    {
        var changes = new List<DeviceChange>();
        _microphone.Changed += (_, change) => changes.Add(change);
        await using var pieces = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync().AsTask();
        HearTone(100);
        await UntilAsync(next);
        var lost = _host.Stream;
        lost.IsActive = false;
        _host.Devices[0] = _host.Devices[0] with { DefaultSampleRate = 44100 };
        while (_host.Stream == lost)
        {
            if (next.IsCompleted) next = pieces.MoveNextAsync().AsTask();
            await TickAsync();
        }

        HearTone(1000);
        var heard = new List<short>();
        while (heard.Count < 12000)
        {
            await UntilAsync(next);
            heard.AddRange(Ramp.Read(pieces.Current));
            next = pieces.MoveNextAsync().AsTask();
        }

        changes.ShouldBe([new(DeviceState.Lost, "Headset: USB Audio", "the device ended its stream"), new(DeviceState.Back, "Headset: USB Audio")]);
        var last = heard[^8000..].ToArray();
        last.Zip(last.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0).ShouldBeInRange(66, 67);
        await _microphone.DisposeAsync();
        await UntilEndAsync(next);
    }

    [Fact]
    public async Task A_closed_microphone_ends_what_listens()
    {
        await using var pieces = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync();
        await _microphone.DisposeAsync();
        (await next).ShouldBeFalse();
        _host.Stream.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_ends_it_and_it_can_be_listened_to_again()
    {
        using var cancelling = new CancellationTokenSource();
        await using (var pieces = _microphone.ListenAsync(cancelling.Token).GetAsyncEnumerator())
        {
            var next = pieces.MoveNextAsync().AsTask();
            await cancelling.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(next);
        }

        await using var again = _microphone.ListenAsync().GetAsyncEnumerator();
        var heard = again.MoveNextAsync().AsTask();
        HearTone(50);
        await UntilAsync(heard);
    }

    [Fact]
    public async Task Two_cannot_listen()
    {
        await using var first = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = first.MoveNextAsync();
        await using var second = _microphone.ListenAsync().GetAsyncEnumerator();
        await Should.ThrowAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
        await _microphone.DisposeAsync();
        (await next).ShouldBeFalse();
    }

    [Fact]
    public async Task The_device_s_thread_allocates_nothing()
    {
        await using var pieces = _microphone.ListenAsync().GetAsyncEnumerator();
        var next = pieces.MoveNextAsync();
        var samples = new short[480];
        _host.Stream.Hear(samples);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 400; i++) _host.Stream.Hear(samples);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
        _microphone.Overflows.ShouldBeGreaterThan(0);
        await _microphone.DisposeAsync();
        await next;
    }

    private void HearTone(int ms)
    {
        var tone = Ramp.Read(Tone.Pcm16(ms, _host.Stream.SampleRate));
        var block = _host.Stream.SampleRate / 100;
        for (var at = 0; at < tone.Length; at += block) _host.Stream.Hear(tone.AsSpan(at, block));
    }

    private async Task UntilAsync(Task<bool> next)
    {
        while (!next.IsCompleted) await TickAsync();
        (await next).ShouldBeTrue();
    }

    private async Task UntilEndAsync(Task<bool> next)
    {
        while (!next.IsCompleted) await TickAsync();
        await next;
    }

    private async Task TickAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _host.Stream.Calls++;
        await Task.Yield();
    }
}

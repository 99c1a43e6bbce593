using Parley.Testing;

namespace Parley.Devices;

public class ProgramTests
{
    [Fact]
    public async Task A_program_s_output_is_heard_in_pieces_of_20_ms_to_its_end()
    {
        await using var microphone = new ProgramMicrophone("sh", ["-c", "head -c 2001 /dev/zero"]);
        var pieces = new List<int>();
        await foreach (var piece in microphone.ListenAsync()) pieces.Add(piece.Length);
        pieces.ShouldBe([960, 960, 80]);
    }

    [Fact]
    public async Task A_program_that_fails_is_told_with_what_it_said()
    {
        await using var microphone = new ProgramMicrophone("sh", ["-c", "head -c 960 /dev/zero; echo no such card >&2; exit 3"]);
        var pieces = 0;
        var failure = await Should.ThrowAsync<AudioDeviceException>(async () =>
        {
            await foreach (var piece in microphone.ListenAsync()) pieces++;
        });
        failure.Message.ShouldBe("The program 'sh' ended with 3: no such card");
        pieces.ShouldBe(1);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        await using var microphone = new ProgramMicrophone("no-such-recorder", []);
        await using var pieces = microphone.ListenAsync().GetAsyncEnumerator();
        var failure = await Should.ThrowAsync<AudioDeviceException>(async () => await pieces.MoveNextAsync());
        failure.Message.ShouldStartWith("The program 'no-such-recorder' cannot be started:");
        Should.Throw<AudioDeviceException>(() => new ProgramSpeaker("no-such-player", [])).Message.ShouldContain("no-such-player");
    }

    [Fact]
    public async Task A_closed_microphone_ends_its_program_and_what_listens()
    {
        await using var microphone = new ProgramMicrophone("sh", ["-c", "head -c 960 /dev/zero; exec cat"]);
        await using var pieces = microphone.ListenAsync().GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).ShouldBeTrue();
        var next = pieces.MoveNextAsync();
        await microphone.DisposeAsync();
        (await next).ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelling_ends_the_program()
    {
        using var cancelling = new CancellationTokenSource();
        await using var microphone = new ProgramMicrophone("cat", ["/dev/zero"]);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in microphone.ListenAsync(cancelling.Token)) await cancelling.CancelAsync();
        });
    }

    [Fact]
    public async Task A_program_is_given_what_is_played_in_real_time()
    {
        var time = new ManualTimeProvider();
        var path = Path.GetTempFileName();
        try
        {
            var speaker = new ProgramSpeaker("sh", ["-c", "cat > \"$0\"", path], latency: TimeSpan.FromMilliseconds(40), time: time);
            speaker.Play("a", Ramp.Pcm(4800));
            await WhileAsync(() => speaker.Played("a") < TimeSpan.FromMilliseconds(200));
            speaker.Left.ShouldBe(TimeSpan.Zero);
            await speaker.DisposeAsync();
            var heard = Ramp.Read(await File.ReadAllBytesAsync(path));
            heard.Where(sample => sample != 0).ShouldSound(Ramp.Samples(4800));
            heard.TakeWhile(sample => sample == 0).Count().ShouldBeGreaterThanOrEqualTo(960);
        }
        finally
        {
            File.Delete(path);
        }

        async Task WhileAsync(Func<bool> condition)
        {
            while (condition())
            {
                time.Advance(TimeSpan.FromMilliseconds(20));
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_player_that_reads_nothing_is_ended_and_not_waited_for()
    {
        var time = new ManualTimeProvider();
        var speaker = new ProgramSpeaker("sh", ["-c", "exec tail -f /dev/null"], latency: TimeSpan.FromSeconds(10), time: time);
        speaker.Changed += (_, change) => throw new InvalidOperationException($"{change}");
        var closing = speaker.DisposeAsync().AsTask();
        await time.TimerAsync(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        await closing;
    }

    [Fact]
    public async Task A_player_that_ends_is_told()
    {
        var time = new ManualTimeProvider();
        var gone = new TaskCompletionSource<DeviceChange>();
        await using var speaker = new ProgramSpeaker("sh", ["-c", "read go; echo no such card >&2; exit 3"], time: time);
        speaker.Changed += (_, change) => gone.TrySetResult(change);
        speaker.Play("a", "\n"u8.ToArray().Concat(new byte[1]).ToArray());
        while (!gone.Task.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        (await gone.Task).ShouldBe(new(DeviceState.Lost, "sh", "The program 'sh' ended with 3: no such card"));
    }
}

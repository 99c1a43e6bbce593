using System.Collections.Concurrent;
using Parley.Audio;
using Parley.Testing;

namespace Parley.Devices;

/// <summary>PortAudio itself, at a sound card whose microphone hears its loudspeaker.</summary>
public sealed class VirtualSoundCardTests(VirtualSoundCard card) : IClassFixture<VirtualSoundCard>, IDisposable
{
    // for the case that nothing is ever heard
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(40));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public void It_is_listed_and_chosen()
    {
        var device = AudioDevices.List().Single(each => each.Name == "default");
        device.HostApi.ShouldBe("ALSA");
        device.IsDefaultInput.ShouldBeTrue();
        device.IsDefaultOutput.ShouldBeTrue();
        AudioDevices.Microphone("DEF").ShouldBe(device);
        Should.Throw<AudioDeviceException>(() => PortAudioMicrophone.Open("webcam")).Message.ShouldContain("No microphone is called 'webcam'. There are:\n  ");
        Should.Throw<AudioDeviceException>(() => PortAudioSpeaker.Open("webcam")).Message.ShouldContain("No loudspeaker is called 'webcam'.");
    }

    [Fact]
    public async Task A_tone_that_is_played_is_heard_and_a_stop_silences_it()
    {
        await using var speaker = PortAudioSpeaker.Open();
        await using var microphone = PortAudioMicrophone.Open();
        speaker.Play("a", Tone.Pcm16(30_000));

        // a fifth of a second without a gap, which a busy machine does not give at once
        var heard = new Queue<short>();
        await using var pieces = microphone.ListenAsync(_limit.Token).GetAsyncEnumerator();
        do
        {
            foreach (var sample in await NextAsync(pieces)) heard.Enqueue(sample);
            while (heard.Count > 4800) heard.Dequeue();
        }
        while (!IsTone([.. heard]));

        speaker.Played("a").ShouldBeGreaterThan(TimeSpan.FromMilliseconds(150));
        speaker.Stop();
        while (Loudness.RmsDbfs(await NextAsync(pieces)) > -60)
        {
        }

        speaker.Played("a").ShouldBeLessThan(TimeSpan.FromSeconds(30));
        while (speaker.Left > TimeSpan.Zero) await NextAsync(pieces);
    }

    [Fact]
    public async Task A_card_that_is_unplugged_in_a_call_is_told_and_works_again_when_it_is_back()
    {
        var changes = new ConcurrentQueue<(string, DeviceState)>();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var speaker = PortAudioSpeaker.Open("default");
        await using var microphone = PortAudioMicrophone.Open("default");
        speaker.Changed += (_, change) => Note("speaker", change);
        microphone.Changed += (_, change) => Note("microphone", change);
        speaker.Play("a", Tone.Pcm16(60_000));

        await using var pieces = microphone.ListenAsync(_limit.Token).GetAsyncEnumerator();
        await UntilHeardAsync(pieces);
        await card.UnplugAsync();
        var next = pieces.MoveNextAsync().AsTask();
        await HearUntilAsync(lost.Task);
        await card.PlugInAsync();
        await HearUntilAsync(back.Task); // what was heard before the loss may still come
        await next;
        await UntilHeardAsync(pieces);
        changes.ShouldBe([("microphone", DeviceState.Lost), ("speaker", DeviceState.Lost), ("microphone", DeviceState.Back), ("speaker", DeviceState.Back)], ignoreOrder: true);

        void Note(string who, DeviceChange change)
        {
            changes.Enqueue((who, change.State));
            if (changes.Count == 2) lost.TrySetResult();
            if (changes.Count == 4) back.TrySetResult();
        }

        async Task HearUntilAsync(Task happened)
        {
            while (!happened.IsCompleted)
            {
                await Task.WhenAny(next, happened).WaitAsync(_limit.Token);
                if (next.IsCompletedSuccessfully) next = pieces.MoveNextAsync().AsTask();
            }
        }
    }

    /// <summary>200 Hz for 200 ms, as loud as it was played.</summary>
    private static bool IsTone(short[] samples) => samples.Length == 4800
        && samples.Zip(samples.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0) is 39 or 40
        && Math.Abs(Loudness.RmsDbfs(samples) - Loudness.RmsDbfs(Ramp.Read(Tone.Pcm16(200)))) < .5;

    private static async Task UntilHeardAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces)
    {
        while (Loudness.RmsDbfs(await NextAsync(pieces)) < -20)
        {
        }
    }

    private static async Task<short[]> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces)
    {
        (await pieces.MoveNextAsync()).ShouldBeTrue();
        return Ramp.Read(pieces.Current);
    }
}

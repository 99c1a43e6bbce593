using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Testing;

namespace Parley.Devices;

public sealed class EchoCancellerTests : IDisposable
{
    private const int Piece = 480;

    private readonly EchoCanceller _echo = new();
    private readonly short[] _agent = Chatter(12 * 24000, seed: 1);

    public void Dispose() => _echo.Dispose();

    [Theory]
    [InlineData(20, 60)]
    [InlineData(120, 60)]
    [InlineData(200, 200)]
    public async Task What_the_loudspeaker_plays_is_taken_out(int delayMs, int toldMs)
    {
        _echo.Delay = TimeSpan.FromMilliseconds(toldMs);
        var room = Echo(delayMs);
        var clean = await CleanAsync(room);
        var from = 8 * 24000;
        (Loudness.RmsDbfs(room.AsSpan(from, 3 * 24000)) - Loudness.RmsDbfs(clean.AsSpan(from, 3 * 24000))).ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task A_person_alone_is_left_as_they_are()
    {
        Array.Clear(_agent);
        var person = Ramp.Read(Tone.Pcm16(12000));
        var clean = await CleanAsync(person);
        var from = 2 * 24000;
        Loudness.RmsDbfs(clean.AsSpan(from, 24000)).ShouldBe(Loudness.RmsDbfs(person.AsSpan(from, 24000)), 1.5);
    }

    [Fact]
    public async Task A_person_who_breaks_in_is_still_heard()
    {
        var room = Echo(80);
        var from = 9 * 24000;
        var person = Chatter(2 * 24000, seed: 2);
        for (var i = 0; i < person.Length; i++) room[from + i] = (short)Math.Clamp(room[from + i] + person[i], short.MinValue, short.MaxValue);
        var clean = await CleanAsync(room);
        var before = Loudness.RmsDbfs(clean.AsSpan(from - 24000, 24000));
        var during = Loudness.RmsDbfs(clean.AsSpan(from, 2 * 24000));
        (during - before).ShouldBeGreaterThan(15);
        during.ShouldBeGreaterThan(Loudness.RmsDbfs(person) - 10);
    }

    private async Task<short[]> CleanAsync(short[] room)
    {
        var clean = new List<short>();
        await using var microphone = _echo.Clean(new ScriptedMicrophone(Pieces()));
        await foreach (var piece in microphone.ListenAsync()) clean.AddRange(Ramp.Read(piece));
        return [.. clean];

        IEnumerable<byte[]> Pieces()
        {
            for (var at = 0; at + Piece <= room.Length; at += Piece)
            {
                _echo.Sounds(_agent.AsSpan(at, Piece));
                yield return MemoryMarshal.AsBytes(room.AsSpan(at, Piece)).ToArray();
            }
        }
    }

    /// <summary>What the microphone hears of the agent: later, and half as loud, with a second way by the wall.</summary>
    private short[] Echo(int delayMs)
    {
        var room = new short[_agent.Length];
        var delay = delayMs * 24;
        for (var i = delay + 200; i < room.Length; i++) room[i] = (short)((_agent[i - delay] / 2) + (_agent[i - delay - 200] / 5));
        return room;
    }

    /// <summary>Noise that comes and goes as syllables do.</summary>
    private static short[] Chatter(int samples, int seed)
    {
        var random = new Random(seed);
        var smooth = 0d;
        return [.. Enumerable.Range(0, samples).Select(i =>
        {
            smooth += .4 * ((random.NextDouble() - .5) - smooth);
            var syllable = Math.Max(0, Math.Sin(2 * Math.PI * (3 + (seed * .7)) * i / 24000));
            return (short)(30000 * smooth * syllable);
        })];
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Parley.Protocol;
using Parley.Realtime;
using Parley.Responding;
using Parley.Testing;
using Xunit.Abstractions;

namespace Parley.Sessions;

[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>What a session keeps, engines excluded.</summary>
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Sessions = 100;

    private static readonly DateTimeOffset Morning = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_idle_session_keeps_less_than_100_kB() => Kept("idle", _ => { }).ShouldBeLessThan(100_000);

    [Fact]
    public async Task An_idle_session_with_its_loop_keeps_less_than_100_kB()
    {
        var factory = new SessionFactory(TimeProvider.System, NullLoggerFactory.Instance, () => 1);
        var pipeline = new ScriptedPipeline().Named("parley");
        await Open(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var loops = await Open(Sessions);
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sessions;
        output.WriteLine($"idle with its loop: {kept} bytes");
        foreach (var (loop, run) in loops)
        {
            await loop.LeaveAsync();
            await run;
        }

        kept.ShouldBeLessThan(100_000);

        async Task<List<(SessionLoop Loop, Task Run)>> Open(int count)
        {
            var open = new List<(SessionLoop Loop, Task Run)>();
            for (var i = 0; i < count; i++)
            {
                var client = new ScriptedClient();
                var loop = factory.Open(pipeline, SessionStage.DefaultConfig, SessionPolicy.Yandex, client);
                open.Add((loop, loop.RunAsync(CancellationToken.None)));
                await client.UntilAsync<SessionCreated>();
            }

            return open;
        }
    }

    [Fact]
    public void A_session_that_listens_to_silence_keeps_less_than_200_kB() =>
        Kept("silence", session => Append(session, Tone.Silence(10_000))).ShouldBeLessThan(200_000);

    [Fact]
    public void A_session_of_five_turns_keeps_less_than_2_MB() => Kept("five turns", session =>
    {
        for (var turn = 0; turn < 5; turn++)
        {
            var last = new LastResponse();
            Append(session, Tone.Pcm16(2000), last);
            Append(session, Tone.Silence(400), last);
            Handle(session, new TranscriptArrived(last.ItemId!, new Listening.FinalTranscript("what time is it")), last);
            Handle(session, new ResponseStepped(last.Id!, new Said("It is noon.")), last);
            foreach (var delta in Tone.Pcm16(3000).Chunk(4800))
            {
                Handle(session, new ResponseStepped(last.Id!, new Sounded(delta)), last);
            }

            Handle(session, new ResponseStepped(last.Id!, new Finished(10, 10)), last);
        }
    }).ShouldBeInRange(5 * 5 * 48_000, 2_000_000); // the sound itself is 1.2 MB

    private long Kept(string what, Action<RealtimeSession> live)
    {
        Open(live); // whatever is made once is made now
        var before = Memory();
        var sessions = Enumerable.Range(0, Sessions).Select(_ => Open(live)).ToList();
        var kept = (Memory() - before) / Sessions;
        GC.KeepAlive(sessions);
        output.WriteLine($"{what}: {kept} bytes");
        return kept;
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers(); // else what other tests have left is let go of while this one counts
        return GC.GetTotalMemory(forceFullCollection: true) + Tape.TotalBytes;
    }

    private static RealtimeSession Open(Action<RealtimeSession> live)
    {
        var voiceActivity = new LoudnessVoiceActivity();
        var opened = new SessionOpened(1, SessionStage.DefaultConfig, SessionPolicy.OpenAI, voiceActivity.Name) { At = Morning };
        var session = new RealtimeSession(opened, voiceActivity);
        Handle(session, opened, new LastResponse());
        live(session);
        return session;
    }

    private static void Append(RealtimeSession session, byte[] sound, LastResponse? last = null)
    {
        foreach (var chunk in sound.Chunk(960))
        {
            Handle(session, new ClientSpoke(new InputAudioBufferAppend(chunk)), last ?? new());
        }
    }

    private static void Handle(RealtimeSession session, SessionInput input, ISessionOutput to) => session.Handle(input with { At = Morning }, to);

    private sealed class LastResponse : ISessionOutput
    {
        public string? ItemId { get; private set; }

        public string? Id { get; private set; }

        public void Emit(ServerEvent serverEvent) => ItemId = serverEvent is InputAudioBufferCommitted committed ? committed.ItemId : ItemId;

        public void Execute(SessionCommand command) => Id = command is BeginResponse begin ? begin.ResponseId : Id;
    }
}

using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Null;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Benchmarks;

/// <summary>A session of four turns, opened and closed, with engines that cost nothing: in each the user speaks a second and listens for one, and is answered two.</summary>
public class WholeTurns
{
    private const int Turns = 4;
    private const int SecondsOfTurn = 2;

    private readonly Pipeline _pipeline = NullPipeline.Create() with { Lead = TimeSpan.FromMinutes(1) }; // nothing waits for a listener
    private readonly SessionFactory _sessions = new(TimeProvider.System, NullLoggerFactory.Instance, () => 1);
    private InputAudioBufferAppend[] _turn = [];

    [Params(20, 100)]
    public int ChunkMs { get; set; }

    [GlobalSetup]
    public void Setup() => _turn = [.. Chunks(Sample.Voice(24000, 1000)), .. Chunks(Sample.Silence(24000, 1000))];

    [Benchmark(Description = "whole turns: loop and engines, in and out, sockets and JSON apart", OperationsPerInvoke = Turns * SecondsOfTurn)]
    public async Task<int> Converse()
    {
        using var client = new Listener();
        var session = _sessions.Open(_pipeline, SessionFactory.DefaultConfig(_pipeline, NullPipeline.Name), SessionPolicy.OpenAI, client);
        var running = session.RunAsync(CancellationToken.None);
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var append in _turn)
            {
                await session.SendAsync(append, CancellationToken.None);
            }

            await client.AnsweredAsync();
        }

        await session.LeaveAsync();
        await running;
        return client.Events;
    }

    private IEnumerable<InputAudioBufferAppend> Chunks(byte[] sound) => sound.Chunk(AudioFormat.Pcm24000.BytesOf(ChunkMs)).Select(chunk => new InputAudioBufferAppend(chunk));

    /// <summary>Waits for the end of each answer.</summary>
    private sealed class Listener : ISessionClient, IDisposable
    {
        private readonly SemaphoreSlim _answers = new(0);

        public int Events { get; private set; }

        public Task AnsweredAsync() => _answers.WaitAsync();

        public bool Send(ServerEvent serverEvent)
        {
            Events++;
            if (serverEvent is ResponseDone)
            {
                _answers.Release();
            }

            return true;
        }

        public void Close(EndSession end)
        {
            // it has left before
        }

        public void Dispose() => _answers.Dispose();
    }
}

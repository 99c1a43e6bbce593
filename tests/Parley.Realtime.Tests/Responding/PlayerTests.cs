using Parley.Protocol;
using Parley.Testing;

namespace Parley.Responding;

/// <summary>A long answer, played as Yandex' samples play it: through a queue that throws all away when it is full, in blocks that short deltas do not fill.</summary>
public sealed class PlayerTests
{
    private const int BlockBytes = 882 * sizeof(short); // 20 ms at 44.1 kHz
    private const int QueueDeltas = 100;
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_player_with_a_queue_loses_nothing_and_plays_no_silence_in_between()
    {
        var deltas = await AnswerAsync();
        deltas.Sum(delta => delta.Sound.Length).ShouldBeInRange(44_100 * 2 * 29, 44_100 * 2 * 32);
        List<byte> expected = [.. deltas.SelectMany(delta => delta.Sound.ToArray())];

        var queue = new LinkedList<ReadOnlyMemory<byte>>();
        var arriving = new Queue<(ReadOnlyMemory<byte> Sound, TimeSpan At)>(deltas);
        List<byte> played = [];
        for (var now = TimeSpan.Zero; arriving.Count > 0 || queue.Count > 0; now += Block)
        {
            while (arriving.TryPeek(out var next) && next.At <= now)
            {
                queue.Count.ShouldBeLessThan(QueueDeltas, "the player would throw all away");
                queue.AddLast(arriving.Dequeue().Sound);
            }

            queue.Count.ShouldBeInRange(1, 50); // never dry, and never further ahead than promised
            var piece = queue.First!.Value;
            queue.RemoveFirst();
            played.AddRange(piece[..Math.Min(piece.Length, BlockBytes)].Span);
            if (piece.Length > BlockBytes)
            {
                queue.AddFirst(piece[BlockBytes..]);
            }
            else
            {
                played.AddRange(new byte[BlockBytes - piece.Length]); // the padding of a short piece
            }
        }

        played.Take(expected.Count).SequenceEqual(expected).ShouldBeTrue();
        played.Count.ShouldBeLessThan(expected.Count + BlockBytes);
    }

    [Fact]
    public async Task Every_delta_but_the_last_is_whole_blocks() =>
        (await AnswerAsync()).SkipLast(1).ShouldAllBe(delta => delta.Sound.Length % BlockBytes == 0);

    private static async Task<IReadOnlyList<(ReadOnlyMemory<byte> Sound, TimeSpan At)>> AnswerAsync()
    {
        var runner = new Runner();
        runner.Engines.Chat.Reply(string.Join(' ', Enumerable.Range(0, 20).Select(_ => "This is one of thirty seconds."))); // 50 ms for each character
        var session = SessionStage.DefaultConfig;
        await runner.RunAsync(session with { Audio = session.Audio with { Output = session.Audio.Output with { Format = new(AudioFormat.Pcm, 44_100) } } });
        return [.. runner.Steps.Where(each => each.Step is Sounded).Select(each => (((Sounded)each.Step).Audio, each.At))];
    }
}

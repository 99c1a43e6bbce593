using System.Runtime.InteropServices;
using Parley.Talking;
using Parley.Testing;

namespace Parley.Tests.Talking;

public sealed class LiveQuestionTests
{
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Speech_goes_out_as_fast_as_it_is_spoken_and_silence_after_it()
    {
        var time = new ManualTimeProvider();
        byte[] pcm = [.. Tone.Pcm16(60), .. Tone.Silence(40)];
        var question = new LiveQuestion(new(24000, MemoryMarshal.Cast<byte, short>(pcm).ToArray()), time);
        var heard = new List<byte[]>();

        await foreach (var piece in question.ListenAsync())
        {
            heard.Add(piece.ToArray());
            time.Advance(Chunk);
            if (heard.Count == 6)
            {
                break;
            }
        }

        heard.ShouldAllBe(piece => piece.Length == 960);
        heard.SelectMany(piece => piece).ShouldBe([.. pcm, .. Tone.Silence(20)]);
        time.GetElapsedTime(question.StartedAt, question.LastSpeechAt!.Value).ShouldBe(2 * Chunk);
    }
}

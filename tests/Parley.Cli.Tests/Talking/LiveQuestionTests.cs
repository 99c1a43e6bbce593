using System.Runtime.InteropServices;
using Parley.Protocol;
using Parley.Talking;
using Parley.Testing;
using Parley.Transport;

namespace Parley.Tests.Talking;

public sealed class LiveQuestionTests
{
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Speech_goes_out_as_fast_as_it_is_spoken_and_silence_after_it()
    {
        var time = new ManualTimeProvider();
        var heard = new List<InputAudioBufferAppend>();
        await using var server = await PlayedServer.StartAsync(async client =>
        {
            await client.GreetAsync();
            while (heard.Count < 6)
            {
                heard.Add(await client.HearAsync<InputAudioBufferAppend>());
                time.Advance(Chunk);
            }

            await client.SayAsync(Answers.Created(), Answers.Done());
            await client.CloseAsync(1000, "");
        });
        byte[] pcm = [.. Tone.Pcm16(60), .. Tone.Silence(40)];
        var question = new LiveQuestion(new(24000, MemoryMarshal.Cast<byte, short>(pcm).ToArray()), time);
        await using var talk = await Talk.OpenAsync(
            RealtimeEndpoint.Parley(new(server.Url)), new(), ToolBook.Empty, TimeProvider.System, _ => { }, CancellationToken.None);

        await foreach (var step in talk.TurnAsync(question.AskAsync, CancellationToken.None))
        {
            step.ShouldBeOfType<ServerSaid>();
        }

        heard.ShouldAllBe(append => append.Audio.Length == 960);
        heard.SelectMany(append => append.Audio.ToArray()).ShouldBe([.. pcm, .. Tone.Silence(20)]);
        time.GetElapsedTime(question.StartedAt, question.LastSpeechAt!.Value).ShouldBe(2 * Chunk);
    }
}

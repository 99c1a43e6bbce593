using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Parley.Sessions;

namespace Parley.Null;

public class NullPipelineTests
{
    private readonly Pipeline _model = NullPipeline.Create();

    [Fact]
    public void It_is_called_null_and_sends_sound_as_it_is_played()
    {
        _model.Name.ShouldBe("null");
        _model.Lead.ShouldBe(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task The_recogniser_answers_at_once_and_never_touches_the_sound()
    {
        var answer = _model.SpeechToText.GetTextAsync(new UntouchableStream());
        answer.IsCompleted.ShouldBeTrue();
        (await answer).Text.ShouldBe("(not listened to)");
        (await _model.SpeechToText.GetStreamingTextAsync(new UntouchableStream()).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_chat_answers_one_sentence()
    {
        (await _model.Chat.GetResponseAsync("hello")).Text.ShouldBe("I am the null model.");
        (await SaysAsync(4, tools: 0)).ShouldBe("I am the null model.");
    }

    [Fact]
    public async Task Every_fourth_turn_of_the_user_calls_the_first_function()
    {
        var said = new List<string>();
        for (var turns = 1; turns <= 8; turns++) said.Add(await SaysAsync(turns, tools: 2));
        said.ShouldBe([.. Enumerable.Repeat("I am the null model.", 3), "first {}", .. Enumerable.Repeat("I am the null model.", 3), "first {}"]);
    }

    [Fact]
    public async Task A_result_is_answered_with_the_sentence() =>
        (await SaysAsync(4, tools: 1, new(ChatRole.Assistant, [new FunctionCallContent("1", "first")]), new(ChatRole.Tool, [new FunctionResultContent("1", "done")])))
            .ShouldBe("I am the null model.");

    [Fact]
    public async Task The_voice_hums_for_two_seconds_in_pieces_of_100_ms()
    {
        var pieces = await HumAsync("any text");
        pieces.Select(piece => piece.MediaType).Distinct().ShouldBe(["audio/pcm;rate=24000"]);
        pieces.Select(piece => piece.Data.Length).ShouldBe(Enumerable.Repeat(4800, 20));
        MemoryMarshal.Cast<byte, short>(pieces[0].Data.Span).ToArray().Max(Math.Abs).ShouldBeInRange((short)3900, (short)4000);
    }

    [Fact]
    public async Task All_answers_are_the_same_memory()
    {
        var (one, other) = (await HumAsync("one"), await HumAsync("other"));
        one.Concat(other).ShouldAllBe(piece => piece.Data.Equals(one[0].Data));
    }

    private async Task<List<DataContent>> HumAsync(string text) =>
        await _model.TextToSpeech.GetStreamingAudioAsync(text).SelectMany(update => update.Contents.OfType<DataContent>()).ToListAsync();

    private async Task<string> SaysAsync(int turns, int tools, params ChatMessage[] after)
    {
        var messages = Enumerable.Range(1, turns).SelectMany<int, ChatMessage>(turn => turn == 1 ? [User] : [Answer, User]).Concat(after);
        var options = new ChatOptions { Tools = [.. new[] { "first", "second" }.Take(tools).Select(name => AIFunctionFactory.CreateDeclaration(name, null, new()))] };
        var answer = await _model.Chat.GetResponseAsync([new(ChatRole.System, "Be helpful."), .. messages], options);
        return string.Concat(answer.Messages.Single().Contents.Select(content => content is FunctionCallContent call ? $"{call.Name} {{{string.Join(',', call.Arguments ?? new Dictionary<string, object?>())}}}" : $"{content}"));
    }

    private static ChatMessage User => new(ChatRole.User, "hello");

    private static ChatMessage Answer => new(ChatRole.Assistant, "I am the null model.");

    private sealed class UntouchableStream : MemoryStream
    {
        public override bool CanRead => throw new InvalidOperationException("The sound was touched.");

        public override long Length => throw new InvalidOperationException("The sound was touched.");

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The sound was touched.");
    }
}

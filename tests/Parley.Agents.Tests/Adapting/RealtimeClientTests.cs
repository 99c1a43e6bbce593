using Microsoft.Extensions.AI;
using Parley.Adapting;
using Parley.Tests.Running;

namespace Parley.Tests.Adapting;

public sealed class RealtimeClientTests
{
    [Fact]
    public async Task Code_for_the_abstraction_gets_words_sound_and_calls()
    {
        await using var booth = await Booth.OpenAsync();
        using var client = new RealtimeClient(booth.Endpoint);
        await using var session = await client.CreateSessionAsync(new() { Instructions = "Be brief.", Tools = [AIFunctionFactory.Create(() => 1, "count")] });

        await session.SendAsync(new CreateConversationItemRealtimeClientMessage(new([new TextContent("Say exactly: \"Good day.\"")], role: ChatRole.User)));
        await session.SendAsync(new CreateResponseRealtimeClientMessage());
        await session.SendAsync(new CreateConversationItemRealtimeClientMessage(new([new TextContent("Call the function count with the arguments {}.")], role: ChatRole.User)));
        using var patience = new CancellationTokenSource(Booth.Patience);
        List<RealtimeServerMessage> heard = [];
        var answers = 0;
        await foreach (var message in session.GetStreamingResponseAsync(patience.Token))
        {
            heard.Add(message);
            if (message.Type == RealtimeServerMessageType.ResponseDone && ++answers == 2)
            {
                break;
            }

            if (message.Type == RealtimeServerMessageType.ResponseDone)
            {
                await session.SendAsync(new CreateResponseRealtimeClientMessage());
            }
        }

        heard.OfType<OutputTextAudioRealtimeServerMessage>().Where(message => message.Type == RealtimeServerMessageType.OutputAudioTranscriptionDone).ShouldHaveSingleItem().Text.ShouldBe("Good day.");
        heard.OfType<OutputTextAudioRealtimeServerMessage>().ShouldContain(message => !string.IsNullOrEmpty(message.Audio));
        heard.OfType<ResponseOutputItemRealtimeServerMessage>().ShouldContain(message => message.Item!.Contents.OfType<FunctionCallContent>().Any(call => call.Name == "count"));
        heard.ShouldAllBe(message => message.RawRepresentation != null);
    }
}

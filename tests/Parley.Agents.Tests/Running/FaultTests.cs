using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Protocol;
using Parley.Testing;

namespace Parley.Tests.Running;

/// <summary>The line is cut at each step of a turn: nothing is lost, nothing is doubled, and the person is answered.</summary>
public sealed class FaultTests
{
    private const string Ask = "Call the function book with the arguments {}.";

    public static TheoryData<string> Steps => [.. Faults.Keys];

    private static Dictionary<string, Fault> Faults => new()
    {
        ["the person speaks"] = new(AtServer: said => said is InputAudioBufferSpeechStarted),
        ["the turn is committed"] = new(AtServer: said => said is InputAudioBufferCommitted),
        ["the turn is an item"] = new(AtServer: said => said is ConversationItemAdded { Item: MessageItem { Role: Role.User } }),
        ["the turn is transcribed"] = new(AtServer: said => said is InputAudioTranscriptionCompleted),
        ["the model thinks"] = new(AtServer: said => said is ResponseCreated),
        ["the model has thought"] = new(AtServer: said => said is ResponseOutputItemAdded),
        ["the call comes"] = new(AtServer: said => said is ResponseOutputItemDone { Item: FunctionCallItem }),
        ["the response of the call ends"] = new(AtServer: said => said is ResponseDone),
        ["the result is told"] = new(AtClient: said => said is ConversationItemCreate { Item: FunctionCallOutputItem }),
        ["the result is confirmed"] = new(AtServer: said => said is ConversationItemAdded { Item: FunctionCallOutputItem }),
        ["the answer is asked for"] = new(AtClient: said => said is ResponseCreate),
        ["the answer speaks"] = new(AtServer: said => said is ResponseOutputAudioDelta),
        ["the answer ends"] = new(AtServer: said => said is ResponseOutputItemDone { Item: MessageItem }),
    };

    [Theory, MemberData(nameof(Steps))]
    public async Task A_line_that_is_cut_while(string step)
    {
        var hearing = new ScriptedSpeechToText();
        for (var i = 0; i < 3; i++)
        {
            hearing.Hear(Ask);
        }

        await using var booth = await Booth.OpenAsync(hearing: hearing);
        var booked = 0;
        var agent = new RealtimeAgent("Ada") { Tools = [new RealtimeTool(AIFunctionFactory.Create(() => $"booking {Interlocked.Increment(ref booked)}", "book")) { Effect = ToolEffect.Write }] };
        await using var session = await booth.RunAsync(agent, booth.Options(Faults[step]));

        foreach (var _ in Enumerable.Range(0, 20))
        {
            await session.SendAudioAsync(Tone.Pcm16(20));
        }

        await session.SendAudioAsync(Tone.Silence(600));
        var events = (await session.UntilAsync(happened => happened is RealtimeReconnecting)).ToList();
        await session.SendAudioAsync(Tone.Silence(600)); // a microphone goes on
        events.AddRange(await session.UntilSaidAsync("The results are: booking 1."));

        booked.ShouldBe(1);
        events.OfType<RealtimeToolEnd>().ShouldHaveSingleItem();
        booth.Dialled.ShouldBe(2);
        session.History.OfType<FunctionCallItem>().ShouldHaveSingleItem();
        session.History.OfType<FunctionCallOutputItem>().ShouldHaveSingleItem();
        session.History.OfType<MessageItem>().Count(item => item.Role == Role.User).ShouldBe(1);
        session.History.OfType<MessageItem>().Count(item => item.Role == Role.Assistant).ShouldBe(1);
    }

    [Theory, MemberData(nameof(WrittenSteps))]
    public async Task A_written_turn_survives_a_line_that_is_cut_while(string step)
    {
        await using var booth = await Booth.OpenAsync();
        await using var session = await booth.RunAsync(new("Ada"), booth.Options(WrittenFaults[step]));

        await session.SendMessageAsync("Say exactly: \"Here I am.\"");
        await session.UntilSaidAsync("Here I am.");

        session.History.Count.ShouldBe(2);
        booth.Dialled.ShouldBe(2);
    }

    public static TheoryData<string> WrittenSteps => [.. WrittenFaults.Keys];

    private static Dictionary<string, Fault> WrittenFaults => new()
    {
        ["the words are sent"] = new(AtClient: said => said is ConversationItemCreate),
        ["the words are confirmed"] = new(AtServer: said => said is ConversationItemAdded),
        ["the answer is asked for"] = new(AtClient: said => said is ResponseCreate),
        ["the answer begins"] = new(AtServer: said => said is ResponseCreated),
        ["the answer speaks"] = new(AtServer: said => said is ResponseOutputAudioDelta),
    };
}

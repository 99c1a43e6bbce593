using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Dialects;
using Parley.Guarding;
using Parley.Protocol;
using Parley.Remembering;
using Parley.Running;
using Parley.Testing;
using Parley.Transport;

namespace Parley.Tests.Running;

public sealed class RealtimeSessionTests
{
    [Fact]
    public async Task An_agent_answers_what_is_written_to_it()
    {
        await using var booth = await Booth.OpenAsync();
        await using var session = await booth.RunAsync(new("Ada") { Instructions = "You are Ada." });

        await session.SendMessageAsync("Say exactly: \"Hello there.\"");
        var events = await session.UntilSaidAsync("Hello there.");

        events.ShouldContain(happened => happened is RealtimeAgentStart);
        events.OfType<RealtimeAudio>().Sum(sound => sound.Audio.Length).ShouldBe("Hello there.".Length * 5 * 48);
        events.OfType<RealtimeAudioEnd>().ShouldHaveSingleItem();
        string.Concat(events.OfType<RealtimeTranscriptDelta>().Where(words => words.Role == Role.Assistant).Select(words => words.Delta)).ShouldBe("Hello there.");
        session.History.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_agent_answers_what_is_said_to_it()
    {
        await using var booth = await Booth.OpenAsync(hearing: new ScriptedSpeechToText().Hear("Say exactly: \"I heard you.\""));
        await using var session = await booth.RunAsync(new("Ada"));

        await session.SendAudioAsync(Tone.Pcm16(600));
        await session.SendAudioAsync(Tone.Silence(1000));
        var heard = await session.UntilSaidAsync("I heard you.");

        ((MessageItem)session.History[0]).Text.ShouldBe("Say exactly: \"I heard you.\"");
        string.Concat(heard.OfType<RealtimeTranscriptDelta>().Where(words => words.Role == Role.User).Select(words => words.Delta)).ShouldBe("Say exactly: \"I heard you.\"");
    }

    [Theory]
    [InlineData(DialectName.Ga, 24000)]
    [InlineData(DialectName.Beta, 24000)]
    [InlineData(DialectName.Yandex, 44100)]
    public async Task In_every_dialect_an_agent_listens_calls_and_speaks(DialectName dialect, int rate)
    {
        await using var booth = await Booth.OpenAsync(hearing: new ScriptedSpeechToText().Hear("Call the function clock with the arguments {}."));
        var endpoint = booth.Endpoint with { Dialect = dialect };
        var agent = new RealtimeAgent("Ada") { Instructions = "Be brief.", Voice = "marin", Tools = [AIFunctionFactory.Create(() => "noon", "clock"), HostedTool.WebSearch()] };
        await using var session = await new RealtimeRunner(agent, endpoint, booth.Options()).RunAsync();

        await session.SendAudioAsync(Tone.Pcm16(600));
        await session.SendAudioAsync(Tone.Silence(1000));
        var events = await session.UntilSaidAsync("The results are: noon.");

        session.OutputFormat.SampleRate.ShouldBe(rate);
        var heardMs = events.OfType<RealtimeAudio>().Sum(sound => sound.Audio.Length) / (rate * 2 / 1000.0);
        heardMs.ShouldBe("The results are: noon.".Length * 5, 1);
        events.OfType<RealtimeError>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_turn_detection_the_application_says_when_a_turn_is_over()
    {
        await using var booth = await Booth.OpenAsync(hearing: new ScriptedSpeechToText().Hear("Say exactly: \"Done.\""));
        await using var session = await booth.RunAsync(new("Ada"), booth.Options() with { Model = new() { TurnDetection = null } });

        await session.SendAudioAsync(Tone.Pcm16(600));
        await session.CommitAudioAsync();
        await session.UntilSaidAsync("Done.");
    }

    [Fact]
    public async Task Tools_run_side_by_side_and_all_their_results_are_told_before_the_one_answer()
    {
        await using var booth = await Booth.OpenAsync();
        using var both = new Barrier(2);
        var agent = new RealtimeAgent("Ada")
        {
            Tools =
            [
                AIFunctionFactory.Create((string city) => both.SignalAndWait(Booth.Patience) ? $"sun in {city}" : "alone", "weather"),
                AIFunctionFactory.Create(() => both.SignalAndWait(Booth.Patience) ? "noon" : "alone", "clock"),
            ],
        };
        await using var session = await booth.RunAsync(agent);

        await session.SendMessageAsync("Call the function weather with the arguments {\"city\":\"Oslo\"} and the function clock with the arguments {}.");
        var events = await session.UntilSaidAsync("The results are: sun in Oslo and noon.");

        events.OfType<RealtimeToolStart>().Count().ShouldBe(2);
        events.OfType<RealtimeToolEnd>().Select(end => end.Result.Error).ShouldAllBe(error => error == null);
        events.OfType<RealtimeAgentStart>().Count().ShouldBe(2); // the calls, and the answer
    }

    [Theory]
    [InlineData("nothing", "{}", "Unknown function: nothing")]
    [InlineData("throws", "{}", "The function throws failed: out of order")]
    [InlineData("weather", "{}", "The argument 'city' is missing.")]
    [InlineData("weather", "{\"city\":7}", "The argument 'city' must be string, not number.")]
    [InlineData("loop", "{}", "The result could not be written as JSON")]
    [InlineData("slow", "{}", "did not answer within 0.01 s")]
    public async Task A_call_that_cannot_be_answered_is_told_to_the_model_and_the_talk_goes_on(string name, string arguments, string error)
    {
        await using var booth = await Booth.OpenAsync();
        var agent = new RealtimeAgent("Ada")
        {
            Tools =
            [
                AIFunctionFactory.Create(string () => throw new InvalidOperationException("out of order"), "throws"),
                AIFunctionFactory.Create((string city) => city, "weather"),
                new RawFunction("loop", () => new Loop()),
                new RealtimeTool(AIFunctionFactory.Create(async (CancellationToken cancellation) => await Task.Delay(Timeout.Infinite, cancellation), "slow")) { Timeout = TimeSpan.FromMilliseconds(10) },
            ],
        };
        await using var session = await booth.RunAsync(agent, booth.Options());

        // declared or not, the model calls it
        await session.SendItemAsync(new MessageItem(Role.User, [new InputText($"Call the function {name} with the arguments {arguments}.")]), answer: true);
        var events = await session.UntilSaidAsync("The results are:");

        events.OfType<RealtimeToolEnd>().ShouldHaveSingleItem().Result.Error.ShouldNotBeNull().ShouldContain(error);
        session.History.OfType<FunctionCallOutputItem>().ShouldHaveSingleItem().Output.ShouldStartWith("{\"error\":\"");
        session.History.OfType<FunctionCallOutputItem>().ShouldHaveSingleItem().Output.ShouldNotContain("out of order", Case.Sensitive, "what an exception says is not for the person's ears");
    }

    [Fact]
    public async Task What_a_tool_gives_is_told_without_wrapping()
    {
        await using var booth = await Booth.OpenAsync();
        var agent = new RealtimeAgent("Ada")
        {
            Tools = [new RawFunction("object", () => new Dictionary<string, int> { ["a"] = 1 }), new RawFunction("text", () => new TextContent("one")), new RawFunction("texts", () => new AIContent[] { new TextContent("two"), new TextContent("three") })],
        };
        await using var session = await booth.RunAsync(agent);

        await session.SendMessageAsync("Call the function object with the arguments {} and the function text with the arguments {} and the function texts with the arguments {}.");
        await session.UntilSaidAsync("The results are:");

        session.History.OfType<FunctionCallOutputItem>().Select(result => result.Output).ShouldBe(["{\"a\":1}", "one", "two\nthree"]);
    }

    [Fact]
    public async Task A_tool_gets_its_call_the_context_and_a_key_that_stays()
    {
        await using var booth = await Booth.OpenAsync();
        ToolCall? seen = null;
        var agent = new RealtimeAgent("Ada")
        {
            Instructions = Instructions.Of(context => $"Call me {context.As<string>()}."),
            Tools = [AIFunctionFactory.Create((AIFunctionArguments arguments) => (seen = ToolCall.Of(arguments)).ContextAs<string>(), "who")],
        };
        await using var session = await booth.RunAsync(agent, context: "Grace");

        await session.SendMessageAsync("Call the function who with the arguments {}.");
        await session.UntilSaidAsync("The results are: Grace.");

        seen!.IdempotencyKey.ShouldBe($"parley-{seen.CallId}");
    }

    [Fact]
    public async Task What_cannot_be_taken_back_waits_for_an_approval()
    {
        await using var booth = await Booth.OpenAsync();
        var booked = 0;
        var agent = new RealtimeAgent("Ada") { Tools = [new RealtimeTool(AIFunctionFactory.Create(() => $"booked {++booked}", "book")) { Effect = ToolEffect.Irreversible }] };
        await using var session = await booth.RunAsync(agent);

        await session.SendMessageAsync("Call the function book with the arguments {}.");
        var asked = (RealtimeToolApprovalRequired)(await session.UntilAsync(happened => happened is RealtimeToolApprovalRequired))[^1];
        booked.ShouldBe(0);
        await session.ApproveAsync(asked.Call.CallId);
        await session.UntilSaidAsync("The results are: booked 1.");
    }

    [Fact]
    public async Task A_call_that_is_rejected_is_not_made_and_the_model_is_told_why()
    {
        await using var booth = await Booth.OpenAsync();
        var agent = new RealtimeAgent("Ada") { Tools = [new RealtimeTool(AIFunctionFactory.Create(string () => throw new InvalidOperationException("ran"), "book")) { NeedsApproval = true }] };
        await using var session = await booth.RunAsync(agent);

        await session.SendMessageAsync("Call the function book with the arguments {}.");
        var asked = (RealtimeToolApprovalRequired)(await session.UntilAsync(happened => happened is RealtimeToolApprovalRequired))[^1];
        await session.RejectAsync(asked.Call.CallId, "too late");
        await session.UntilSaidAsync("too late");
    }

    [Fact]
    public async Task A_conversation_is_handed_over_with_its_history()
    {
        await using var booth = await Booth.OpenAsync();
        var weather = new RealtimeAgent("Weather") { Instructions = "Say exactly: \"Weather here.\"", HandoffDescription = "Knows the weather." };
        var travel = new RealtimeAgent("Travel") { Handoffs = { weather } };
        await using var session = await booth.RunAsync(travel);

        await session.SendMessageAsync("Call the function transfer_to_weather with the arguments {}.");
        var events = await session.UntilAsync(happened => happened is RealtimeHandoff);
        events[^1].ShouldBe(new RealtimeHandoff("Travel", "Weather"));
        await session.UntilSaidAsync("The results are:");
        session.Agent.ShouldBe(weather);
        booth.Dialled.ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_with_another_voice_speaks_on_a_connection_of_its_own()
    {
        await using var booth = await Booth.OpenAsync();
        var weather = new RealtimeAgent("Weather") { Voice = "marin" };
        var travel = new RealtimeAgent("Travel") { Handoffs = { weather }, Voice = "cedar" };
        await using var session = await booth.RunAsync(travel);
        await session.SendMessageAsync("Say exactly: \"Spoken.\"");
        await session.UntilSaidAsync("Spoken.");

        await session.SendMessageAsync("Call the function transfer_to_weather with the arguments {}.");
        var events = await session.UntilSaidAsync("The results are:");

        events.ShouldContain(new RealtimeReconnected(WasPlanned: true));
        booth.Dialled.ShouldBe(2);
        session.History.OfType<MessageItem>().Count(item => item.Role == Role.Assistant).ShouldBe(2);
    }

    [Fact]
    public async Task What_a_guardrail_stops_is_never_heard()
    {
        await using var booth = await Booth.OpenAsync();
        var agent = new RealtimeAgent("Ada")
        {
            OutputGuardrails = [new("secrets", text => text.Text.Contains("secret", StringComparison.Ordinal) ? GuardrailVerdict.Replace("a secret", "I cannot say that.") : GuardrailVerdict.Pass)],
        };
        await using var session = await booth.RunAsync(agent);

        await session.SendMessageAsync("Say exactly: \"The secret is 42.\"");
        var events = await session.UntilAsync(happened => happened is RealtimeGuardrailTripped);

        events.ShouldNotContain(happened => happened is RealtimeAudio || happened is RealtimeTranscriptDelta);
        ((RealtimeGuardrailTripped)events[^1]).Guardrail.ShouldBe("secrets");
        (await session.UntilAsync(happened => happened is RealtimeAudioEnd)).OfType<RealtimeAudio>().ShouldNotBeEmpty(); // what is said instead
        session.History.OfType<MessageItem>().ShouldNotContain(item => item.Role == Role.Assistant && item.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_passes_its_guardrails_is_heard_whole()
    {
        await using var booth = await Booth.OpenAsync();
        var agent = new RealtimeAgent("Ada") { OutputGuardrails = [new("any", _ => GuardrailVerdict.Pass)] };
        await using var session = await booth.RunAsync(agent);

        await session.SendMessageAsync("Say exactly: \"All is well. So it is.\"");
        var events = await session.UntilAsync(happened => happened is RealtimeAudioEnd);

        events.OfType<RealtimeAudio>().Sum(sound => sound.Audio.Length).ShouldBe("All is well.So it is.".Length * 5 * 48); // the pause between sentences is the voice's
    }

    [Fact]
    public async Task An_agent_remembers_a_person_from_one_session_to_the_next()
    {
        await using var booth = await Booth.OpenAsync();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var memory = new JsonFileMemory(path);
        var options = booth.Options() with { Memory = memory, Person = "grace" };
        await using (var first = await booth.RunAsync(new("Ada"), options))
        {
            await first.SendMessageAsync("Call the function remember with the arguments {\"fact\":\"Say exactly: \\u0022Hello Grace.\\u0022\"}.");
            await first.UntilSaidAsync("Remembered");
        }

        await using var second = await booth.RunAsync(new("Ada"), options);
        await second.AskAsync();
        await second.UntilSaidAsync("Hello Grace.");
        File.Delete(path);
    }

    [Fact]
    public async Task A_reader_who_stops_reading_stops_nothing()
    {
        await using var booth = await Booth.OpenAsync();
        var calls = new ConcurrentQueue<string>();
        var told = new TaskCompletionSource();
        var agent = new RealtimeAgent("Ada") { Tools = [AIFunctionFactory.Create(() => told.TrySetResult(), "tell")] };
        await using var session = await booth.RunAsync(agent, booth.Options() with { EventBuffer = 4 });

        await session.SendMessageAsync("Say exactly: \"One two three four five six seven eight nine ten.\"");
        await session.SendMessageAsync("Call the function tell with the arguments {}.");
        await told.Task.WaitAsync(Booth.Patience);

        var first = (await session.UntilAsync(_ => true)).ShouldHaveSingleItem();
        first.ShouldBeOfType<RealtimeEventsDropped>().Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_long_history_is_summed_up()
    {
        await using var booth = await Booth.OpenAsync();
        var limit = new HistoryLimit(4, (items, _) => new($"{items.Count} things"));
        await using var session = await booth.RunAsync(new("Ada"), booth.Options() with { HistoryLimit = limit });
        foreach (var word in new[] { "One.", "Two.", "Three." })
        {
            await session.SendMessageAsync($"Say exactly: \"{word}\"");
            await session.UntilSaidAsync(word);
        }

        await session.UntilAsync(happened => happened is RealtimeHistoryUpdated { History: [MessageItem { Role: Role.System }, ..] });
        ((MessageItem)session.History[0]).Text.ShouldBe("What was said before, in short: 4 things");
        session.History.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_whose_sessions_do_not_end_is_as_good_as_any()
    {
        await using var booth = await Booth.OpenAsync(maxSessionMinutes: null);
        await using var session = await booth.RunAsync(new("Ada"));

        await session.SendMessageAsync("Say exactly: \"Here to stay.\"");
        await session.UntilSaidAsync("Here to stay.");
    }

    [Fact]
    public async Task A_session_that_is_disposed_of_says_goodbye()
    {
        await using var booth = await Booth.OpenAsync();
        var links = new List<RealtimeConnection>();
        var session = await booth.RunAsync(new("Ada"), booth.Options() with
        {
            Dial = async (endpoint, cancellation) =>
            {
                links.Add(await RealtimeConnection.ConnectAsync(endpoint, cancellation));
                return links[^1];
            },
        });
        await session.DisposeAsync();
        links.ShouldHaveSingleItem().CloseStatus.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure); // the server's answer to ours
    }

    [Fact]
    public async Task A_server_that_refuses_the_key_is_told_at_once()
    {
        await using var booth = await Booth.OpenAsync();
        var runner = new RealtimeRunner(new("Ada"), booth.Endpoint with { ApiKey = "sk-wrong" }, booth.Options());
        (await Should.ThrowAsync<RealtimeConnectionException>(runner.RunAsync())).Message.ShouldContain("(invalid_api_key)");
        booth.Dialled.ShouldBe(1);
    }

    private sealed class RawFunction(string name, Func<object> make) : AIFunction
    {
        public override string Name => name;

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => new(make());
    }

    private sealed class Loop
    {
        public Loop Self => this;
    }
}

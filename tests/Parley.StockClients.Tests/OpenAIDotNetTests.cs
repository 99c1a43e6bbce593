#pragma warning disable OPENAI002 // the vendor's Realtime client is marked experimental
using System.ClientModel;
using OpenAI.Realtime;
using Parley.Testing;

namespace Parley.StockClients;

/// <summary>The official OpenAI SDK for .NET against this server: only the endpoint and the key are changed.</summary>
public class OpenAIDotNetTests
{
    [Fact]
    public async Task Connects_and_configures()
    {
        await using var server = await StockServer.StartAsync();
        using var session = await ConnectAsync(server);
        await using var updates = new Updates(session);
        await updates.NextAsync<RealtimeServerUpdateSessionCreated>();
        await session.ConfigureConversationSessionAsync(new() { Instructions = "Be brief." });
        await updates.NextAsync<RealtimeServerUpdateSessionUpdated>();
        updates.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Has_a_text_turn()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("Paris, of course.");
        using var session = await ConnectAsync(server);
        await using var updates = new Updates(session);
        await session.ConfigureConversationSessionAsync(new() { OutputModalities = { RealtimeOutputModality.Text } });
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("What is the capital of France?"));
        await session.StartResponseAsync();
        var done = await updates.NextAsync<RealtimeServerUpdateResponseDone>();
        done.Response.Status.ShouldBe(RealtimeResponseStatus.Completed);
        string.Concat(updates.Seen.OfType<RealtimeServerUpdateResponseOutputTextDelta>().Select(delta => delta.Delta)).ShouldBe("Paris, of course.");
        updates.Seen.OfType<RealtimeServerUpdateConversationItemAdded>().Count().ShouldBe(2);
        updates.Seen.OfType<RealtimeServerUpdateConversationItemDone>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Has_a_spoken_turn()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.SpeechToText.Hear("what time is it");
        server.Engines.Chat.Reply("It is noon.");
        using var session = await ConnectAsync(server);
        await using var updates = new Updates(session);
        await session.ConfigureConversationSessionAsync(new()
        {
            AudioOptions = new() { InputAudioOptions = new() { AudioTranscriptionOptions = new() { Model = "whisper-1" } } },
        });
        await session.SendInputAudioAsync(BinaryData.FromBytes([.. Tone.Pcm16(500), .. Tone.Silence(800)]));
        var done = await updates.NextAsync<RealtimeServerUpdateResponseDone>();
        done.Response.Status.ShouldBe(RealtimeResponseStatus.Completed);
        updates.Seen.OfType<RealtimeServerUpdateInputAudioBufferSpeechStarted>().ShouldHaveSingleItem();
        updates.Seen.OfType<RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted>().ShouldHaveSingleItem().Transcript.ShouldBe("what time is it");
        updates.Seen.OfType<RealtimeServerUpdateResponseOutputAudioTranscriptDone>().ShouldHaveSingleItem().Transcript.ShouldBe("It is noon.");
        updates.Seen.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().Sum(delta => delta.Delta.ToMemory().Length).ShouldBe("It is noon.".Length * 50 * 48);
    }

    [Fact]
    public async Task Answers_a_function_call()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat
            .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
            .Reply("It rains in Oslo.");
        using var session = await ConnectAsync(server);
        await using var updates = new Updates(session);
        await session.ConfigureConversationSessionAsync(new()
        {
            OutputModalities = { RealtimeOutputModality.Text },
            Tools =
            {
                new RealtimeFunctionTool("get_weather")
                {
                    FunctionDescription = "The weather of a city",
                    FunctionParameters = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""),
                },
            },
        });
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("How is the weather in Oslo?"));
        await session.StartResponseAsync();
        var call = await updates.NextAsync<RealtimeServerUpdateResponseFunctionCallArgumentsDone>();
        call.FunctionName.ShouldBe("get_weather");
        call.FunctionArguments.ToString().ShouldBe("""{"city":"Oslo"}""");
        await updates.NextAsync<RealtimeServerUpdateResponseDone>();
        await session.AddItemAsync(RealtimeItem.CreateFunctionCallOutputItem(call.CallId, "rain"));
        await session.StartResponseAsync();
        await updates.NextAsync<RealtimeServerUpdateResponseDone>();
        string.Concat(updates.Seen.OfType<RealtimeServerUpdateResponseOutputTextDelta>().Select(delta => delta.Delta)).ShouldBe("It rains in Oslo.");
        server.Engines.Chat.Requests[0].Options!.Tools!.ShouldHaveSingleItem().Name.ShouldBe("get_weather");
    }

    [Fact]
    public async Task Breaks_in()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(Story.Long);
        using var session = await ConnectAsync(server);
        await using var updates = new Updates(session);
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("Tell me a long story."));
        await session.StartResponseAsync();
        var sounded = await updates.NextAsync<RealtimeServerUpdateResponseOutputAudioDelta>();
        await session.SendInputAudioAsync(BinaryData.FromBytes(Tone.Pcm16(500)));
        await updates.NextAsync<RealtimeServerUpdateInputAudioBufferSpeechStarted>();
        var done = await updates.NextAsync<RealtimeServerUpdateResponseDone>();
        done.Response.Status.ShouldBe(RealtimeResponseStatus.Cancelled);
        done.Response.StatusDetails.Reason.ShouldBe(RealtimeResponseStatusReason.TurnDetected);
        await session.TruncateItemAsync(sounded.ItemId, sounded.ContentIndex, TimeSpan.FromMilliseconds(150));
        var truncated = await updates.NextAsync<RealtimeServerUpdateConversationItemTruncated>();
        truncated.ItemId.ShouldBe(sounded.ItemId);
        truncated.AudioEndTime.ShouldBe(TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public async Task Asks_out_of_band()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("No.");
        using var session = await ConnectAsync(server);
        await using var updates = new Updates(session);
        await session.StartResponseAsync(new RealtimeResponseOptions
        {
            DefaultConversationConfiguration = RealtimeResponseDefaultConversationConfiguration.None,
            OutputModalities = { RealtimeOutputModality.Text },
            Metadata = { ["topic"] = BinaryData.FromString("\"classification\"") },
            InputItems = { RealtimeItem.CreateUserMessageItem("Is this spam?") },
        });
        var done = await updates.NextAsync<RealtimeServerUpdateResponseDone>();
        done.Response.Status.ShouldBe(RealtimeResponseStatus.Completed);
        done.Response.ConversationId.ShouldBeNull();
        done.Response.Metadata["topic"].ToString().ShouldBe("\"classification\"");
        updates.Seen.OfType<RealtimeServerUpdateConversationItemAdded>().ShouldBeEmpty();
        updates.Seen.OfType<RealtimeServerUpdateResponseOutputTextDone>().ShouldHaveSingleItem().Text.ShouldBe("No.");
        server.Engines.Chat.Requests.ShouldHaveSingleItem().Messages[^1].Text.ShouldBe("Is this spam?");
    }

    [Fact]
    public async Task Connects_with_an_ephemeral_key()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("Hello!");
        var secret = (await Client(server, StockServer.Key).CreateRealtimeClientSecretAsync(new() { SessionOptions = new RealtimeConversationSessionOptions { Model = "gpt-realtime", Instructions = "Be brief." } })).Value;
        secret.Value.ShouldStartWith("ek_");
        using var session = await Client(server, "unused").StartConversationSessionAsync("gpt-realtime", new() { ClientSecret = secret.Value });
        await using var updates = new Updates(session);
        var created = await updates.NextAsync<RealtimeServerUpdateSessionCreated>();
        created.Session.ShouldBeOfType<RealtimeConversationSession>().Instructions.ShouldBe("Be brief.");
        await session.StartResponseAsync();
        (await updates.NextAsync<RealtimeServerUpdateResponseDone>()).Response.Status.ShouldBe(RealtimeResponseStatus.Completed);
    }

    [Fact]
    public async Task Hears_why_its_key_is_refused()
    {
        await using var server = await StockServer.StartAsync();
        using var session = await ConnectAsync(server, "sk-wrong");
        await using var updates = new Updates(session);
        (await updates.NextAsync<RealtimeServerUpdateError>()).Error.Code.ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task Opens_a_session_that_only_transcribes()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.SpeechToText.Hear("good morning");
        using var session = await Client(server, StockServer.Key).StartTranscriptionSessionAsync();
        await using var updates = new Updates(session);
        await updates.NextAsync<RealtimeServerUpdateSessionCreated>();
        await session.ConfigureTranscriptionSessionAsync(new() { AudioOptions = new() { InputAudioOptions = new() { AudioTranscriptionOptions = new() { Model = "whisper-1" } } } });
        await session.SendInputAudioAsync(BinaryData.FromBytes([.. Tone.Pcm16(500), .. Tone.Silence(800)]));
        (await updates.NextAsync<RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted>()).Transcript.ShouldBe("good morning");
    }

    private static Task<RealtimeSessionClient> ConnectAsync(StockServer server, string key = StockServer.Key) =>
        Client(server, key).StartConversationSessionAsync("gpt-realtime");

    private static RealtimeClient Client(StockServer server, string key) => Client(server.Url, key);

    private static RealtimeClient Client(Uri url, string key) =>
        new RealtimeClient(new ApiKeyCredential(key), new RealtimeClientOptions { Endpoint = url });
}

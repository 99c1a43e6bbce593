#pragma warning disable OPENAI002 // the vendor's Realtime client is marked experimental
using System.ClientModel;
using OpenAI.Realtime;
using Parley.Testing;

namespace Parley.StockClients;

/// <summary>The official OpenAI SDK for .NET against this server: only its endpoint is changed.</summary>
public class OpenAIDotNetTests
{
    [Fact]
    public async Task Connects_and_configures()
    {
        await using var scene = await Scene.StartAsync();
        using var session = await ConnectAsync(scene);
        await using var updates = new Updates(session);
        await updates.NextAsync<RealtimeServerUpdateSessionCreated>();
        await session.ConfigureConversationSessionAsync(new() { Instructions = "Be brief." });
        await updates.NextAsync<RealtimeServerUpdateSessionUpdated>();
        updates.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Has_a_text_turn()
    {
        await using var scene = await Scene.StartAsync();
        scene.Engines.Chat.Reply("Paris, of course.");
        using var session = await ConnectAsync(scene);
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
        await using var scene = await Scene.StartAsync();
        scene.Engines.SpeechToText.Hear("what time is it");
        scene.Engines.Chat.Reply("It is noon.");
        using var session = await ConnectAsync(scene);
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
        await using var scene = await Scene.StartAsync();
        scene.Engines.Chat
            .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
            .Reply("It rains in Oslo.");
        using var session = await ConnectAsync(scene);
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
        scene.Engines.Chat.Requests[0].Options!.Tools!.ShouldHaveSingleItem().Name.ShouldBe("get_weather");
    }

    [Fact]
    public async Task Hears_why_its_key_is_refused()
    {
        await using var scene = await Scene.StartAsync();
        using var session = await ConnectAsync(scene, "sk-wrong");
        await using var updates = new Updates(session);
        (await updates.NextAsync<RealtimeServerUpdateError>()).Error.Code.ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task Opens_a_session_that_only_transcribes()
    {
        await using var scene = await Scene.StartAsync();
        scene.Engines.SpeechToText.Hear("good morning");
        using var session = await Client(scene, Scene.Key).StartTranscriptionSessionAsync();
        await using var updates = new Updates(session);
        await updates.NextAsync<RealtimeServerUpdateSessionCreated>();
        await session.ConfigureTranscriptionSessionAsync(new() { AudioOptions = new() { InputAudioOptions = new() { AudioTranscriptionOptions = new() { Model = "whisper-1" } } } });
        await session.SendInputAudioAsync(BinaryData.FromBytes([.. Tone.Pcm16(500), .. Tone.Silence(800)]));
        (await updates.NextAsync<RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted>()).Transcript.ShouldBe("good morning");
    }

    private static Task<RealtimeSessionClient> ConnectAsync(Scene scene, string key = Scene.Key) =>
        Client(scene, key).StartConversationSessionAsync("gpt-realtime");

    private static RealtimeClient Client(Scene scene, string key) => new(new ApiKeyCredential(key), new RealtimeClientOptions { Endpoint = new Uri(scene.Server.Address, "/v1") });

    /// <summary>All that the client made of what it was sent.</summary>
    private sealed class Updates : IAsyncDisposable
    {
        private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
        private readonly IAsyncEnumerator<RealtimeServerUpdate> _updates;

        public Updates(RealtimeSessionClient session) => _updates = session.ReceiveUpdatesAsync(_patience.Token).GetAsyncEnumerator();

        public List<RealtimeServerUpdate> Seen { get; } = [];

        public async Task<T> NextAsync<T>()
            where T : RealtimeServerUpdate
        {
            while (await _updates.MoveNextAsync())
            {
                Seen.Add(_updates.Current);
                if (_updates.Current is T next)
                {
                    return next;
                }
            }

            throw new InvalidOperationException($"The stream ended without a {typeof(T).Name}.");
        }

        public async ValueTask DisposeAsync()
        {
            await _updates.DisposeAsync();
            _patience.Dispose();
        }
    }
}

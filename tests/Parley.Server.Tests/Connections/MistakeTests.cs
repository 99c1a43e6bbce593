using System.Net.WebSockets;

namespace Parley.Connections;

public class MistakeTests
{
    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("{}", "invalid_event")]
    [InlineData("[]", "invalid_event")]
    [InlineData("", "invalid_json")]
    [InlineData("""{"type":"nope"}""", "invalid_value")]
    public async Task A_message_that_is_no_event_is_answered_with_an_error_and_the_session_goes_on(string message, string code)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync(message);
        var error = await caller.HearAsync();
        error.Type().ShouldBe("error");
        error.ErrorCode().ShouldBe(code);
        await GoesOnAsync(caller);
    }

    [Fact]
    public async Task An_unknown_type_is_answered_with_the_types_there_are()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"nope"}""");
        (await caller.HearAsync())["error"]!.AsObject().Text("message").ShouldContain("session.update");
    }

    [Theory]
    [InlineData(65)]
    [InlineData(1_000_000)]
    public async Task JSON_that_is_nested_too_deep_is_no_JSON_to_the_server_and_the_session_goes_on(int depth)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync($$"""{"type":"session.update","session":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""");
        (await caller.HearAsync()).ErrorCode().ShouldBe("invalid_json");
        await GoesOnAsync(caller);
    }

    [Fact]
    public async Task A_binary_message_is_an_invalid_event_and_the_session_goes_on()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}"""u8.ToArray(), WebSocketMessageType.Binary);
        (await caller.HearAsync()).ErrorCode().ShouldBe("invalid_event");
        await GoesOnAsync(caller);
    }

    [Fact]
    public async Task An_error_names_the_event_that_caused_it_or_null()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"response.cancel","event_id":"e1"}""");
        ((string?)(await caller.HearAsync())["error"]!["event_id"]).ShouldBe("e1");
        await caller.SayAsync("""{"type":"response.cancel"}""");
        var error = (await caller.HearAsync())["error"]!.AsObject();
        error.ContainsKey("event_id").ShouldBeTrue();
        error["event_id"].ShouldBeNull();
    }

    [Fact]
    public async Task One_clients_nonsense_does_not_reach_another_session()
    {
        await using var scene = await Scene.StartAsync();
        await using var quiet = await scene.CallAsync();
        await using var noisy = await scene.CallAsync();
        foreach (var nonsense in new[] { "{", "null", "\u0000", """{"type":1}""", """{"type":"session.update","session":[]}""", new string('[', 5000) })
        {
            await noisy.SayAsync(nonsense);
            (await noisy.HearAsync()).Type().ShouldBe("error");
        }

        noisy.Vanish();
        await GoesOnAsync(quiet);
    }

    private static async Task GoesOnAsync(Caller caller)
    {
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Parley.Listening;
using Parley.Testing;

namespace Parley.Connections;

public class EndTests
{
    [Theory]
    [InlineData("/v1/realtime/openai?model=parley", null, null, 5)]
    [InlineData("/v1/realtime/openai?model=parley", null, 10, 10)]
    [InlineData("/v1/realtime?model=parley", 60, null, 60)]
    [InlineData("/v1/realtime?model=parley", 60, 15, 15)]
    public async Task A_session_whose_life_is_over_says_so_and_closes(string address, int? serversMinutes, int? modelsMinutes, int minutes)
    {
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(
            options => options.Limits.MaxSessionMinutes = serversMinutes,
            time: time,
            pipeline: model => model with { SessionLifetime = modelsMinutes is { } some ? TimeSpan.FromMinutes(some) : null });
        await using var caller = await scene.CallAsync(address);
        await AnsweredAsync(caller); // the clock of the session runs
        time.Advance(TimeSpan.FromMinutes(minutes));
        var (code, reason, said) = await caller.HearCloseAsync();
        said.ShouldHaveSingleItem().ErrorCode().ShouldBe("session_expired");
        code.ShouldBe(1001);
        reason.ShouldBe($"Your session hit the maximum duration of {minutes} minutes.");
    }

    [Fact]
    public async Task A_session_that_nobody_uses_says_so_closes_and_is_counted()
    {
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(options => options.Limits.IdleSessionSeconds = 600, time: time);
        await using var caller = await scene.CallAsync();
        await AnsweredAsync(caller);
        time.Advance(TimeSpan.FromSeconds(600));
        var (code, reason, said) = await caller.HearCloseAsync();
        said.ShouldHaveSingleItem().ErrorCode().ShouldBe("session_idle");
        (code, reason).ShouldBe((1001, "Your session was idle for 600 seconds."));
        await scene.Tally.ReachesAsync("parley.sessions.ended parley ga session_idle", 1);
        scene.Logs.Text.ShouldContain("ended with 1001: session_idle");
    }

    [Fact]
    public async Task A_client_that_vanishes_while_it_is_answered_stops_the_engines()
    {
        var chat = new EndlessChat();
        await using var scene = await Scene.StartAsync(options => options.Limits.DrainSeconds = 3600, pipeline: pipeline => pipeline with { Chat = chat });
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"response.create"}""");
        await chat.Asked.Task;
        caller.Vanish();
        await chat.Stopped.Task.WaitAsync(TimeSpan.FromMinutes(1));
        (await scene.Server.Live.DrainAsync(CancellationToken.None)).ShouldBeTrue();
        scene.Server.Live.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_says_goodbye_is_answered_with_1000()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        (await caller.LeaveAsync()).ShouldBe(1000);
    }

    [Fact]
    public async Task A_session_that_fails_says_so_closes_with_1011_and_leaves_the_others_alone()
    {
        await using var scene = await Scene.StartAsync(pipeline: pipeline => pipeline with { VoiceActivity = () => new BrokenVoiceActivity() });
        await using var other = await scene.CallAsync();
        await using var caller = await scene.CallAsync();
        await caller.SpeakAsync(Tone.Pcm16(100));
        var (code, _, said) = await caller.HearCloseAsync();
        ((string?)said[^1]["error"]!["type"]).ShouldBe("server_error");
        code.ShouldBe(1011);
        scene.Logs.Text.Split('\n').Count(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBe(1);
        await AnsweredAsync(other);
    }

    [Fact]
    public async Task A_client_whose_session_cannot_be_opened_is_told_so_and_keeps_no_place()
    {
        var isBroken = false;
        await using var scene = await Scene.StartAsync(
            options => options.Limits.MaxSessions = 1,
            pipeline: model => model with { VoiceActivity = () => isBroken ? throw new InvalidOperationException("This engine cannot be made.") : model.VoiceActivity() });
        var secret = (await scene.PostAsync("/v1/realtime/client_secrets", """{"session":{"type":"realtime"}}""")).Body.Text("value");
        isBroken = true;
        foreach (var key in new[] { secret, Scene.Key })
        {
            await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {key}"]);
            var (code, _, said) = await caller.HearCloseAsync();
            ((string?)said.ShouldHaveSingleItem()["error"]!["type"]).ShouldBe("server_error");
            code.ShouldBe(1011);
            scene.Logs.Text.Split('\n').Count(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBe(key == secret ? 1 : 2);
        }

        await scene.Tally.ReachesAsync("parley.sessions.ended parley ga server_failed", 2);
        isBroken = false;
        await using var next = await scene.CallAsync();
    }

    private static async Task AnsweredAsync(Caller caller)
    {
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
    }

    private sealed class EndlessChat : IChatClient
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Sessions stream.");

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Asked.TrySetResult();
            try
            {
                yield return new(ChatRole.Assistant, "Well, ");
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Stopped.TrySetResult();
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // nothing is held
        }
    }

    private sealed class BrokenVoiceActivity : IVoiceActivityModel
    {
        public string Name => "broken";

        public int FrameSamples => 320;

        public float Probability(ReadOnlySpan<short> frame) => throw new InvalidOperationException("This model is broken.");

        public void Reset()
        {
            // nothing is remembered
        }

        public void Dispose()
        {
            // nothing is held
        }
    }
}

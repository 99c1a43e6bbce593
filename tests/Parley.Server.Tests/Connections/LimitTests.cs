using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Parley.Testing;

namespace Parley.Connections;

public class LimitTests
{
    [Fact]
    public async Task A_message_of_30_MB_closes_with_1009()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        var saying = caller.SayAsync(new byte[30_000_000], WebSocketMessageType.Text);
        var (code, reason, said) = await caller.HearCloseAsync();
        code.ShouldBe(1009);
        reason.ShouldBe("Messages may have at most 25165824 bytes.");
        said.ShouldBeEmpty();
        await saying;
    }

    [Fact]
    public async Task An_append_of_15_MiB_is_accepted()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":null}}}}""");
        await caller.HearUntilAsync("session.updated");
        await caller.SayAsync($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(new byte[15 * 1024 * 1024])}}"}""");
        await caller.SayAsync("""{"type":"input_audio_buffer.commit"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.committed");
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_let_go_with_1013()
    {
        await using var scene = await Scene.StartAsync(options => options.Limits.OutboxBytes = 64 * 1024);
        using var http = new HttpMessageInvoker(NarrowSockets());
        await using var caller = await Caller.ConnectAsync(new(), scene.Server.Address, "/v1/realtime?model=parley", [$"Authorization: Bearer {Scene.Key}"], [], http);
        await using var other = await scene.CallAsync();
        await FillAsync(caller);
        await other.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await other.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
        var (code, reason, said) = await caller.HearCloseAsync();
        code.ShouldBe(1013);
        reason.ShouldBe("The client reads more slowly than it is answered.");
        said.Count.ShouldBeLessThan(33);
        await scene.Tally.ReachesAsync("parley.sessions.ended parley ga client_too_slow", 1);
        scene.Logs.Text.ShouldContain("ends: its client does not keep up");
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_15_seconds_is_cut_off()
    {
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(time: time);
        using var http = new HttpMessageInvoker(NarrowSockets());
        await using var caller = await Caller.ConnectAsync(new(), scene.Server.Address, "/v1/realtime?model=parley", [$"Authorization: Bearer {Scene.Key}"], [], http);
        await FillAsync(caller);
        var ended = scene.Tally.ReachesAsync("parley.sessions.live parley ga", 0);
        for (var patience = TimeSpan.FromSeconds(15); !ended.IsCompleted; time.Advance(patience))
        {
            await Task.WhenAny(time.TimerAsync(patience), ended); // a send waits; if it got through after all, another will
        }

        await ended;
        scene.Server.Live.Count.ShouldBe(0);
        scene.Logs.Text.ShouldContain("A client took nothing for 15 s: its connection is cut");
        scene.Tally["parley.sends.timed_out"].ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_reads_hears_of_an_item_that_is_longer_than_the_outbox()
    {
        await using var scene = await Scene.StartAsync(options => options.Limits.OutboxBytes = 1_000_000);
        await using var caller = await scene.CallAsync();
        var text = new string('a', 3_000_000);
        await caller.SayAsync($$$"""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"{{{text}}}"}]}}""");
        (await caller.HearUntilAsync("conversation.item.done")).Types().ShouldBe(["conversation.item.added", "conversation.item.done"]);
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
    }

    [Fact]
    public async Task One_session_too_many_is_told_to_try_again_later()
    {
        await using var scene = await Scene.StartAsync(options => options.Limits.MaxSessions = 1);
        await using var first = await scene.CallAsync();
        await TooManyAsync(scene, Scene.Key, HttpStatusCode.ServiceUnavailable, "server_is_overloaded", "server_error");
        scene.Tally["parley.sessions.refused full"].ShouldBe(2);
        await first.LeaveAsync();
        await scene.Tally.ReachesAsync("parley.sessions.live parley ga", 0);
        await using var next = await scene.CallAsync();
    }

    [Fact]
    public async Task One_keys_sessions_do_not_take_anothers_places()
    {
        await using var scene = await Scene.StartAsync(options => options.Limits.MaxSessionsPerKey = 1, keys: [Scene.Key, "sk-other-key"]);
        await using var first = await scene.CallAsync();
        await TooManyAsync(scene, Scene.Key, HttpStatusCode.TooManyRequests, "rate_limit_exceeded", "invalid_request_error");
        scene.Tally["parley.sessions.refused key_full"].ShouldBe(2);
        await using var other = await scene.KnockAsync("/v1/realtime?model=parley", ["Authorization: Bearer sk-other-key"]);
        (await other.HearAsync()).Type().ShouldBe("session.created");
    }

    [Fact]
    public async Task Who_finds_no_place_costs_no_engine()
    {
        var made = 0;
        await using var scene = await Scene.StartAsync(
            options => options.Limits.MaxSessions = 1,
            pipeline: model => model with { VoiceActivity = () => { made++; return model.VoiceActivity(); } });
        var secret = (await scene.PostAsync("/v1/realtime/client_secrets", """{"session":{"type":"realtime"}}""")).Body.Text("value");
        await using var first = await scene.CallAsync();
        var before = made;
        await TooManyAsync(scene, secret, HttpStatusCode.ServiceUnavailable, "server_is_overloaded", "server_error");
        made.ShouldBe(before);
    }

    [Fact]
    public async Task Who_is_refused_keeps_no_place()
    {
        await using var scene = await Scene.StartAsync(options => options.Limits.MaxSessions = 1);
        await using var refused = await scene.KnockAsync("/v1/realtime?model=nosuch", [$"Authorization: Bearer {Scene.Key}"]);
        (await refused.HearAsync()).ErrorCode().ShouldBe("invalid_model");
        await using var next = await scene.CallAsync();
    }

    [Fact]
    public async Task Bytes_that_wait_for_one_client_keep_others_out_until_they_are_gone()
    {
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(options => (options.Limits.OutboxBytes, options.Limits.MaxBufferedBytes) = (1 << 30, 8 * 1024 * 1024), time: time);
        using var http = new HttpMessageInvoker(NarrowSockets());
        await using var slow = await Caller.ConnectAsync(new(), scene.Server.Address, "/v1/realtime?model=parley", [$"Authorization: Bearer {Scene.Key}"], [], http);
        await using var other = await scene.CallAsync();
        await FillAsync(slow);
        for (var i = 0; i < 1000 && scene.Server.Live.Occupancy.Refusing is null; i++)
        {
            await other.SayAsync("""{"type":"input_audio_buffer.clear"}"""); // what the slow one said is handled meanwhile
            await other.HearAsync();
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        (await scene.RefusedAsync()).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        scene.Tally["parley.sessions.refused buffered_bytes"].ShouldBe(1);
        slow.Vanish();
        await scene.Tally.ReachesAsync("parley.sessions.live parley ga", 1);
        time.Advance(TimeSpan.FromSeconds(3));
        await using var next = await scene.CallAsync();
    }

    // is answered with twice as much, and reads none of it
    private static async Task FillAsync(Caller caller)
    {
        var item = $$$"""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"{{{new string('a', 1_000_000)}}}"}]}}""";
        for (var i = 0; i < 16; i++)
        {
            await caller.SayAsync(item);
        }
    }

    // a client before the upgrade, and a browser after it
    private static async Task TooManyAsync(Scene scene, string key, HttpStatusCode status, string code, string type)
    {
        var reply = await scene.RefusedAsync(key);
        reply.ShouldFail(status, code, type: type);
        reply.Headers["Retry-After"].ShouldBe("5");
        await using var browser = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {key}", "Origin: http://localhost"]);
        var (close, reason, said) = await browser.HearCloseAsync();
        said.ShouldHaveSingleItem().ErrorCode().ShouldBe(code);
        (close, reason).ShouldBe((1013, $"{code}: try again in 6 s"));
    }

    private static SocketsHttpHandler NarrowSockets() => new()
    {
        ConnectCallback = async (to, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(to.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}

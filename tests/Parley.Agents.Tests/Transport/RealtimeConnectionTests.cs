using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Transport;

namespace Parley.Tests.Transport;

public class RealtimeConnectionTests
{
    private const string Committed = """{"type":"input_audio_buffer.committed","event_id":"e","previous_item_id":null,"item_id":"item_1"}""";

    [Fact]
    public async Task Events_go_both_ways_until_the_server_closes()
    {
        List<string> heard = [];
        await using var server = await LoopbackServer.StartAsync(async socket =>
        {
            heard.Add(await HearAsync(socket));
            await SayAsync(socket, Committed);
            await socket.CloseOutputAsync((WebSocketCloseStatus)4000, "invalid_request_error.invalid_model", CancellationToken.None);
            heard.Add(await HearAsync(socket));
        });
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));
        connection.CloseStatus.ShouldBeNull();

        await connection.SendAsync(new InputAudioBufferCommit { EventId = "c1" });
        var said = await connection.ReadAllAsync().ToListAsync();

        said.ShouldBe([new InputAudioBufferCommitted(null, "item_1") { EventId = "e" }]);
        connection.CloseStatus.ShouldBe((WebSocketCloseStatus)4000);
        connection.CloseDescription.ShouldBe("invalid_request_error.invalid_model");
        await server.DisposeAsync();
        heard.ShouldBe(["""{"type":"input_audio_buffer.commit","event_id":"c1"}""", "close 1000"]);
    }

    [Fact]
    public async Task A_message_may_come_in_many_frames()
    {
        await using var server = await LoopbackServer.StartAsync(async socket =>
        {
            foreach (var piece in Encoding.UTF8.GetBytes(Committed).Chunk(7))
            {
                await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
            }

            await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await socket.SendAsync(new byte[] { 1, 2 }, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            await SayAsync(socket, "no event");
            await SayAsync(socket, """{"type":"news"}""");
        });
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));

        var said = await connection.ReadAllAsync().ToListAsync();

        said.Count.ShouldBe(2);
        said[0].ShouldBe(new InputAudioBufferCommitted(null, "item_1") { EventId = "e" });
        said[1].ShouldBeOfType<UnknownServerEvent>().Type.ShouldBe("news");
    }

    [Fact]
    public async Task Big_messages_arrive_whole_in_both_directions()
    {
        var sound = new byte[4 * 1024 * 1024];
        new Random(1).NextBytes(sound);
        await using var server = await LoopbackServer.StartAsync(async socket =>
        {
            var append = await HearAsync(socket);
            var audio = JsonDocument.Parse(append).RootElement.GetProperty("audio").GetString();
            await SayAsync(socket, $$"""{"type":"response.output_audio.delta","response_id":"r","item_id":"i","output_index":0,"content_index":0,"delta":"{{audio}}"}""");
        });
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));

        await connection.SendAsync(new InputAudioBufferAppend(sound));
        var said = await connection.ReadAllAsync().ToListAsync();

        said.ShouldHaveSingleItem().ShouldBeOfType<ResponseOutputAudioDelta>().Delta.Span.SequenceEqual(sound).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_may_send_at_once_and_every_message_stays_whole()
    {
        const int Senders = 50;
        var filler = new string('x', 300_000); // more than the socket takes at once
        List<string> heard = [];
        await using var server = await LoopbackServer.StartAsync(async socket =>
        {
            while (heard.Count < Senders)
            {
                heard.Add(await HearAsync(socket));
            }
        });
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));

        await Parallel.ForEachAsync(Enumerable.Range(0, Senders), async (i, cancellationToken) =>
            await connection.SendAsync(new ConversationItemDelete($"item_{i}-{filler}"), cancellationToken));
        await connection.ReadAllAsync().ToListAsync();

        heard.Select(message => JsonDocument.Parse(message).RootElement.GetProperty("item_id").GetString()!.Split('-')[0])
            .Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, Senders).Select(i => $"item_{i}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DialectName.Ga, "Bearer K", "")]
    [InlineData(DialectName.Beta, "Bearer K", "realtime=v1")]
    [InlineData(DialectName.Yandex, "api-key K", "")]
    public async Task A_server_is_shown_what_its_dialect_wants(DialectName dialect, string authorization, string beta)
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        var endpoint = To(server) with { ApiKey = "K", Dialect = dialect, Headers = new Dictionary<string, string> { ["X-Team"] = "blue" } };

        await using var connection = await RealtimeConnection.ConnectAsync(endpoint);

        server.Offered.ShouldBe(["realtime"]);
        server.Headers["Authorization"].ShouldBe(authorization);
        server.Headers.GetValueOrDefault("OpenAI-Beta", "").ShouldBe(beta);
        server.Headers["X-Team"].ShouldBe("blue");
        server.Query.ShouldBe("?model=m");
    }

    [Fact]
    public async Task A_refused_connection_says_where()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound, but nobody listens
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        (await FailureAsync(RealtimeEndpoint.Parley(new($"http://127.0.0.1:{port}"), "K", "m")))
            .Message.ShouldBe($"Cannot connect to ws://127.0.0.1:{port}/v1/realtime: connection refused; is the server running?");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen(); // the connection is made, and nobody speaks
        var url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndPoint!).Port}";
        var time = new ManualTime();

        var connecting = RealtimeConnection.ConnectAsync(RealtimeEndpoint.Parley(new(url)), time);
        time.Elapse();

        (await Should.ThrowAsync<RealtimeConnectionException>(connecting)).Message.ShouldEndWith("/v1/realtime: no answer within 30 s.");
    }

    [Fact]
    public async Task Giving_up_oneself_is_a_cancellation_and_no_failure()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => RealtimeConnection.ConnectAsync(RealtimeEndpoint.Parley(new("http://127.0.0.1:1")), over.Token));
    }

    [Theory]
    [InlineData(401, "the server answered HTTP 401, so it does not accept the API key.")]
    [InlineData(404, "the server answered HTTP 404, so there is no Realtime endpoint at this path.")]
    [InlineData(503, "the server answered HTTP 503, so it takes no more sessions now.")]
    [InlineData(503, "the server answered HTTP 503, so it takes no more sessions now. Try again in 4 s.", "4")]
    [InlineData(429, "the server answered HTTP 429, so it takes no more sessions now.", "Wed, 21 Oct 2026 07:28:00 GMT")]
    [InlineData(200, "the server answered HTTP 200, not the opening of a WebSocket.")]
    public async Task A_refusal_by_Http_is_told_by_its_status(int status, string why, string? retryAfter = null)
    {
        await using var server = await LoopbackServer.StartAsync(status, retryAfter: retryAfter);
        var failure = await FailureAsync(To(server) with { ApiKey = "very-secret" });

        failure.Message.ShouldBe($"Cannot connect to ws://127.0.0.1:{server.Url.Port}/v1/realtime: {why}");
        failure.StatusCode.ShouldBe((HttpStatusCode)status);
        failure.ToString().ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told()
    {
        await using var server = await LoopbackServer.StartAsync(status: 200, tls: true);

        var failure = await FailureAsync(To(server));

        failure.Message.ShouldStartWith($"Cannot connect to wss://127.0.0.1:{server.Url.Port}/v1/realtime: TLS failed: ");
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_key_that_no_header_can_carry_is_refused_without_showing_it()
    {
        var failure = await FailureAsync(RealtimeEndpoint.Parley(new("http://127.0.0.1:1"), "secret\nkey", "m"));

        failure.Message.ShouldBe("Cannot connect to ws://127.0.0.1:1/v1/realtime: the header Authorization can carry printable ASCII only.");
    }

    [Fact]
    public async Task Sending_after_the_server_closed_says_why_it_did()
    {
        await using var server = await LoopbackServer.StartAsync(socket =>
            socket.CloseOutputAsync((WebSocketCloseStatus)3000, "invalid_request_error.invalid_api_key", CancellationToken.None));
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));
        await connection.ReadAllAsync().ToListAsync();

        var lost = await Should.ThrowAsync<RealtimeConnectionException>(async () => await connection.SendAsync(new InputAudioBufferCommit()));

        lost.Message.ShouldEndWith("is lost: the server closed it with 3000 (invalid_request_error.invalid_api_key).");
    }

    [Fact]
    public async Task A_server_that_vanishes_is_a_failure_and_not_an_end()
    {
        await using var server = await LoopbackServer.StartAsync(async socket =>
        {
            await HearAsync(socket);
            socket.Abort();
        });
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));
        await connection.SendAsync(new InputAudioBufferCommit());

        (await Should.ThrowAsync<RealtimeConnectionException>(async () => await connection.ReadAllAsync().ToListAsync()))
            .Message.ShouldEndWith("is lost: the server went away without closing it.");
    }

    [Fact]
    public async Task Disposing_closes_cleanly_and_ends_the_reading()
    {
        var heard = "";
        await using var server = await LoopbackServer.StartAsync(async socket => heard = await HearAsync(socket));
        var connection = await RealtimeConnection.ConnectAsync(To(server));
        var reading = connection.ReadAllAsync().ToListAsync().AsTask();

        await connection.DisposeAsync();

        (await reading).ShouldBeEmpty();
        heard.ShouldBe("close 1000");
        await connection.DisposeAsync(); // a second time does nothing
    }

    [Fact]
    public async Task Disposing_waits_only_so_long_for_a_server_that_does_not_answer()
    {
        var end = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(_ => end.Task);
        var time = new ManualTime();
        var connection = await RealtimeConnection.ConnectAsync(To(server), time);

        var disposal = connection.DisposeAsync().AsTask();
        disposal.IsCompleted.ShouldBeFalse();
        time.Timers.ShouldBe(2); // to connect, and to close
        time.Elapse();

        await disposal;
        end.SetResult();
    }

    [Fact]
    public async Task A_connection_is_read_once()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        await using var connection = await RealtimeConnection.ConnectAsync(To(server));
        await connection.ReadAllAsync().ToListAsync();

        await Should.ThrowAsync<InvalidOperationException>(async () => await connection.ReadAllAsync().ToListAsync());
    }

    private static RealtimeEndpoint To(LoopbackServer server) => RealtimeEndpoint.Parley(server.Url, "K", "m");

    private static Task<RealtimeConnectionException> FailureAsync(RealtimeEndpoint endpoint) =>
        Should.ThrowAsync<RealtimeConnectionException>(async () => await RealtimeConnection.ConnectAsync(endpoint));

    private static Task SayAsync(WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<string> HearAsync(WebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);

        return received.MessageType == WebSocketMessageType.Close ? $"close {(int)received.CloseStatus!}" : Encoding.UTF8.GetString(message.ToArray());
    }
}

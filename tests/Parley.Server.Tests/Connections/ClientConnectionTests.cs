using System.Buffers;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;
using Parley.Testing;

namespace Parley.Connections;

public sealed class ClientConnectionTests : IDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly LoggerFactory _factory;
    private readonly LiveSessions _live = new(new(), new(new(), cores: 1), TimeProvider.System);
    private readonly IMeterFactory _meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public ClientConnectionTests() => _factory = new([_logs]);

    [Fact]
    public async Task A_dialect_that_fails_to_read_ends_the_session_with_1011_and_nothing_stays_behind()
    {
        var (running, caller) = await BeginAsync(new BrokenDialect { BreaksReading = true });
        await using var _ = caller;
        await caller.SayAsync("{}");
        var (code, _, said) = await caller.HearCloseAsync();
        said.Types().ShouldBe(["session.created", "error"]);
        ((string?)said[^1]["error"]!["type"]).ShouldBe("server_error");
        code.ShouldBe(1011);
        await running.WaitAsync(TimeSpan.FromMinutes(1));
        _logs.Text.ShouldContain("This dialect does not read.");
    }

    [Fact]
    public async Task A_dialect_that_fails_to_write_ends_the_session_too()
    {
        var (running, caller) = await BeginAsync(new BrokenDialect { BreaksWriting = true });
        await using var _ = caller;
        (await caller.HearCloseAsync()).Code.ShouldBe(1011);
        await Should.ThrowAsync<NotSupportedException>(running.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    public void Dispose()
    {
        _factory.Dispose();
        _live.Dispose();
    }

    private async Task<(Task Running, Caller Caller)> BeginAsync(IDialect dialect)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var server = await listener.AcceptTcpClientAsync();
        var socket = WebSocket.CreateFromStream(server.GetStream(), new WebSocketCreationOptions { IsServer = true });
        var measures = new Measures(_meters);
        var log = _factory.CreateLogger("connection");
        var rules = new SocketRules(new LimitOptions(), ArrayPool<byte>.Shared, TimeProvider.System, measures);
        var connection = new ClientConnection(new MessageSocket(socket, socket.Abort, rules, log), dialect, measures, log);
        var pipeline = new ScriptedPipeline().Named("parley");
        var sessions = new SessionFactory(TimeProvider.System, _factory, () => 7);
        var running = connection.RunAsync(
            () => (new(pipeline, SessionFactory.DefaultConfig(pipeline, "parley"), new("k"), _live.Take(ApiKey.Of("k", 1)).Seat!), null),
            (admitted, opened) => sessions.Open(pipeline, admitted.Config, SessionPolicy.OpenAI, opened),
            CancellationToken.None);
        return (running, new(WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions()), new(DialectName.Ga)));
    }

    private sealed class BrokenDialect : IDialect
    {
        private readonly IDialect _whole = Dialect.Create(DialectName.Ga);

        public bool BreaksReading { get; init; }

        public bool BreaksWriting { get; init; }

        public string Name => "broken";

        public ClientEvent Read(Memory<byte> message) => BreaksReading ? throw new NotSupportedException("This dialect does not read.") : _whole.Read(message);

        public bool Write(ServerEvent serverEvent, IBufferWriter<byte> output) =>
            BreaksWriting ? throw new NotSupportedException("This dialect does not write.") : _whole.Write(serverEvent, output);

        public void Write(ClientEvent clientEvent, IBufferWriter<byte> output) => _whole.Write(clientEvent, output);

        public ServerEvent? ReadServerEvent(ReadOnlySpan<byte> message) => _whole.ReadServerEvent(message);
    }
}

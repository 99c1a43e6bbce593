using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Parley.Hosting;
using Parley.Testing;

namespace Parley;

public class ParleyServerTests
{
    [Fact]
    public async Task A_port_in_use_is_one_clear_error()
    {
        await using var scene = await Scene.StartAsync();
        var logs = new CapturedLogs();
        var options = new ParleyServerOptions
        {
            Port = scene.Server.Address.Port,
            Pipelines = [new ScriptedPipeline().Named("parley")],
            Logging = logging => logging.AddProvider(logs),
        };
        (await Should.ThrowAsync<ParleyStartupException>(() => ParleyServer.StartAsync(options, CancellationToken.None)))
            .Message.ShouldBe($"Port {scene.Server.Address.Port} of 127.0.0.1 is in use. Choose another, or 0 for any that is free.");
        logs.Text.ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("192.0.2.1")]
    public async Task Without_a_key_a_server_does_not_open_itself_to_others(string host)
    {
        var options = new ParleyServerOptions { Host = host, Port = 0, Pipelines = [new ScriptedPipeline().Named("parley")] };
        (await Should.ThrowAsync<ParleyStartupException>(() => ParleyServer.StartAsync(options, CancellationToken.None)))
            .Message.ShouldContain("Give it a key ('keys' in parley.json), or listen on 127.0.0.1.");
    }

    [Theory]
    [InlineData("192.0.2.1", "'192.0.2.1' is no address of this machine.")]
    [InlineData("parley.example", "The host 'parley.example' is no address to listen on; expected an IP address, 'localhost' or '*'.")]
    public async Task An_address_that_cannot_be_had_is_named(string host, string message)
    {
        var options = new ParleyServerOptions { Host = host, Port = 0, Keys = ["k"], Pipelines = [new ScriptedPipeline().Named("parley")] };
        (await Should.ThrowAsync<ParleyStartupException>(() => ParleyServer.StartAsync(options, CancellationToken.None))).Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_keeps_the_server_from_starting()
    {
        var options = new ParleyServerOptions { Port = 0, ConfigurationPath = "/nowhere/parley.json" };
        (await Should.ThrowAsync<ParleyStartupException>(() => ParleyServer.StartAsync(options, CancellationToken.None))).Message.ShouldStartWith("/nowhere/parley.json");
    }

    [Fact]
    public async Task A_model_without_engines_keeps_the_server_from_starting() =>
        (await Should.ThrowAsync<ParleyStartupException>(() => ParleyServer.StartAsync(new() { Port = 0 }, CancellationToken.None)))
            .Message.ShouldStartWith("'models.parley.");

    [Fact]
    public async Task Twenty_servers_one_after_the_other_leave_no_session_and_no_port_behind()
    {
        for (var i = 0; i < 20; i++)
        {
            var scene = await Scene.StartAsync();
            await using var caller = await scene.CallAsync();
            await caller.SayAsync("""{"type":"response.create"}""");
            var live = scene.Server.Live;
            var port = scene.Server.Address.Port;
            var disposing = scene.DisposeAsync();
            (await caller.HearCloseAsync()).Code.ShouldBe(1012);
            await disposing;
            live.Count.ShouldBe(0);
            using var tcp = new TcpClient();
            await Should.ThrowAsync<SocketException>(() => tcp.ConnectAsync("127.0.0.1", port));
        }
    }

    [Fact]
    public async Task The_one_line_on_standard_output_says_where_it_listens()
    {
        using var stop = new CancellationTokenSource();
        var output = new LineSignal();
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var running = ParleyServer.RunAsync(new() { Port = 0, Pipelines = [new ScriptedPipeline().Named("parley")], Logging = _ => { } }, stop.Token);
            var line = await output.Line.WaitAsync(TimeSpan.FromMinutes(1));
            line.ShouldMatch(@"^Listening on http://127\.0\.0\.1:[1-9][0-9]*$");
            using var http = new HttpClient();
            (await http.GetStringAsync(new Uri($"{line["Listening on ".Length..]}/healthz"))).ShouldContain("\"ok\"");
            await stop.CancelAsync();
            await running;
        }
        finally
        {
            Console.SetOut(console);
        }

        output.Lines.ShouldBe(1);
    }

    private sealed class LineSignal : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public int Lines { get; private set; }

        public override Task WriteLineAsync(string? value)
        {
            Lines++;
            _line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }

        public override void WriteLine(string? value) => WriteLineAsync(value).GetAwaiter().GetResult();
    }
}

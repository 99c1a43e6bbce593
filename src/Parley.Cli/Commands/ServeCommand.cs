using System.CommandLine;
using Parley.Embedded;
using Parley.Server;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley serve</c>: the server, until it is told to end.</summary>
internal sealed class ServeCommand(Surroundings around) : IVerb
{
    private readonly Option<string?> _host = new("--host") { Description = "The address to listen on: an IP address, localhost, or * for all; otherwise 127.0.0.1.", HelpName = "HOST" };
    private readonly Option<int?> _port = new("--port") { Description = "The port, 0 for any that is free; otherwise 8080.", HelpName = "PORT" };
    private readonly Option<string[]> _key = new("--key") { Description = "An API key that clients may use; can be given several times.", HelpName = "KEY" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "The configuration; otherwise parley.json of this folder, if there is one.", HelpName = "FILE" };

    public Command Command()
    {
        var command = new VerbCommand(
            "serve",
            "Serve the OpenAI Realtime protocol until Ctrl-C.",
            ["serve", "serve --host 0.0.0.0 --port 8080 --key my-secret", "serve --config parley.json"])
        {
            _host, _port, _key, _config,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var (host, port, keys) = (asked.GetValue(_host), asked.GetValue(_port), asked.GetValue(_key) ?? []);
        ServeOptionCheck.Check(host, port, keys, asked.GetValue(_config));
        var options = new ParleyServerOptions
        {
            ConfigurationPath = asked.GetValue(_config),
            Host = host,
            Port = port,
            Keys = keys,
            Configure = settings => ServeOptionCheck.CheckOpen(host, settings.Keys.Count),
            Services = services => services.AddEmbeddedEngines(),
        };
        await using var server = await ParleyServer.StartAsync(options, cancellation);
        around.Voice.Line($"Listening on {server.Address.GetLeftPart(UriPartial.Authority)}");
        await around.Voice.Output.FlushAsync(cancellation);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None);
        return around.IsTerminated() ? 0 : CommandTree.Interrupted;
    }
}

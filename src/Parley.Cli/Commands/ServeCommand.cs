using System.CommandLine;
using Parley.Embedded;
using Parley.Hosting;
using Parley.Null;
using Parley.Server;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley serve</c>: the server, until it is told to end.</summary>
internal sealed class ServeCommand(Surroundings around) : IVerb
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly Option<string?> _host = new("--host") { Description = "The address to listen on: an IP address, localhost, or * for all; otherwise 127.0.0.1.", HelpName = "HOST" };
    private readonly Option<int?> _port = new("--port") { Description = "The port, 0 for any that is free; otherwise 8080.", HelpName = "PORT" };
    private readonly Option<string[]> _key = new("--key") { Description = "An API key that clients may use; can be given several times.", HelpName = "KEY" };
    private readonly Option<bool> _https = new("--https") { Description = "Speak TLS, with a certificate for this machine that is made once unless another is given." };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "The certificate for TLS: a PEM or PFX file.", HelpName = "FILE" };
    private readonly Option<string?> _certificateKey = new("--certificate-key") { Description = "The private key of a PEM certificate, where it has a file of its own.", HelpName = "FILE" };
    private readonly Option<string?> _certificatePassword = new("--certificate-password-file") { Description = "A file with the password of the key or PFX.", HelpName = "FILE" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "The configuration; otherwise parley.json of this folder, if there is one.", HelpName = "FILE" };
    private readonly Option<bool> _bench = new("--bench") { Description = "Let the server be measured: the models 'null' and 'null-detector' besides the others, whose engines cost nothing, and GET /bench." };

    public Command Command()
    {
        var command = new VerbCommand(
            "serve",
            "Serve the OpenAI Realtime protocol until Ctrl-C.",
            ["serve", "serve --host 0.0.0.0 --port 8080 --key my-secret", "serve --https", "serve --config parley.json"])
        {
            _host, _port, _key, _https, _certificate, _certificateKey, _certificatePassword, _config, _bench,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var (host, port, keys) = (asked.GetValue(_host), asked.GetValue(_port), asked.GetValue(_key) ?? []);
        var (https, bench) = (Https(asked), asked.GetValue(_bench));
        ServeOptionCheck.Check(host, port, keys, asked.GetValue(_config));
        ServeOptionCheck.CheckCertificate(https);
        var options = new ParleyServerOptions
        {
            ConfigurationPath = asked.GetValue(_config),
            Host = host,
            Port = port,
            Keys = keys,
            Bench = bench,
            Pipelines = bench ? [NullPipeline.Create(), NullPipeline.CreateWithDetector()] : [],
            Configure = settings =>
            {
                if (bench && settings.Models.Count == 0)
                {
                    settings.Models[ModelCatalog.DefaultName] = new(); // which would not be there by itself beside another
                }

                ServeOptionCheck.CheckOpen(host, settings.Keys.Count);
                settings.Server.Https = https is { Certificate: null } ? settings.Server.Https ?? https : https ?? settings.Server.Https;
            },
            Services = services => services.AddEmbeddedEngines(),
        };
        HearWhereBytesArrive();
        await using var server = await ParleyServer.StartAsync(options, cancellation);
        around.Voice.Line($"Listening on {server.Address.GetLeftPart(UriPartial.Authority)}");
        await around.Voice.Output.FlushAsync(cancellation);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None);
        return around.IsTerminated() ? 0 : CommandTree.Interrupted;
    }

    // measured: docs/performance.md. Read by the runtime before the first socket; whoever runs engines that block after they have waited for a socket sets it to 0
    private void HearWhereBytesArrive()
    {
        if (around.Variable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }

    private HttpsOptions? Https(ParseResult asked)
    {
        var https = new HttpsOptions
        {
            Certificate = asked.GetValue(_certificate),
            CertificateKey = asked.GetValue(_certificateKey),
            CertificatePasswordFile = asked.GetValue(_certificatePassword),
        };
        return asked.GetValue(_https) || https != new HttpsOptions() ? https : null;
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Parley.Hosting;

/// <summary>What the server says when it has started, and how it stops: sessions end in peace before it leaves its port.</summary>
/// <param name="models">Made here, so that a wrong model keeps the server from starting.</param>
internal sealed partial class ServerLife(LiveSessions live, ModelCatalog models, ApiKeys keys, ParleyOptions options, ILogger<ServerLife> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Log.Serving(log, string.Join(", ", models.Names));
        if (keys.Current().AreForDevelopment)
        {
            Log.DevelopmentKey(log);
        }

        if (options.Server.Https is { Certificate: null } https)
        {
            Log.DevelopmentCertificate(log, DevelopmentCertificate.PathIn(https.DevelopmentFolder));
        }

        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Log.Draining(log, live.Count);
        if (!await live.DrainAsync(cancellationToken))
        {
            Log.LeftBehind(log, live.Count);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Models: {Models}")]
        public static partial void Serving(ILogger log, string models);

        [LoggerMessage(LogLevel.Warning, "No API keys are configured: the development key '" + ApiKeys.Development + "' works, from this machine only")]
        public static partial void DevelopmentKey(ILogger log);

        [LoggerMessage(LogLevel.Warning, "TLS is spoken with a development certificate. Clients have to trust it: NODE_EXTRA_CA_CERTS={Path} for Node, SSL_CERT_FILE={Path} for most others")]
        public static partial void DevelopmentCertificate(ILogger log, string path);

        [LoggerMessage(LogLevel.Information, "Stopping: {Sessions} sessions are running")]
        public static partial void Draining(ILogger log, int sessions);

        [LoggerMessage(LogLevel.Error, "{Sessions} sessions did not end when they were cancelled: an engine does not obey its cancellation token, or a client takes nothing")]
        public static partial void LeftBehind(ILogger log, int sessions);
    }
}

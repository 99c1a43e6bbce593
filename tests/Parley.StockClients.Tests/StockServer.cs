using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Parley.Hosting;
using Parley.Server;
using Parley.Testing;

namespace Parley.StockClients;

/// <summary>A server as users run one, on a free port, with scripted engines behind its model; it fails the test when it failed itself.</summary>
internal sealed class StockServer : IAsyncDisposable
{
    public const string Key = "sk-stock-key";

    private static readonly string Certificates = Path.Combine(AppContext.BaseDirectory, "certificates");

    private readonly ParleyServer _server;
    private readonly Complaints _complaints;

    private StockServer(ParleyServer server, ScriptedPipeline engines, Complaints complaints) => (_server, Engines, _complaints) = (server, engines, complaints);

    public ScriptedPipeline Engines { get; }

    /// <summary>What a user writes into the client: the one line that is changed, besides the key.</summary>
    public Uri Url => new(_server.Address, "/v1");

    /// <summary>What a client over TLS has to trust.</summary>
    public string? CertificatePath => _server.DevelopmentCertificatePath;

    /// <param name="https">Whether it speaks TLS, with its development certificate.</param>
    public static async Task<StockServer> StartAsync(bool https = false)
    {
        var engines = new ScriptedPipeline();
        var complaints = new Complaints();
        var server = await ParleyServer.StartAsync(
            new()
            {
                Port = 0,
                Https = https ? new HttpsOptions { DevelopmentFolder = Certificates } : null,
                Keys = [Key],
                Pipelines = [engines.Named("parley")],
                Logging = logging => logging.AddProvider(complaints),
            },
            CancellationToken.None);
        return new(server, engines, complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _complaints.Lines.ShouldBeEmpty();
    }

    /// <summary>Log lines that say that something failed.</summary>
    private sealed class Complaints : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
            // nothing is held
        }
    }
}

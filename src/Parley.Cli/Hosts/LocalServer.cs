using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Parley.Embedded;
using Parley.Server;
using Parley.Sessions;

namespace Parley.Hosts;

/// <summary>A server in this process, on a free port of this machine and with a key that only this process knows; quiet unless something goes wrong.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private const int KeyBytes = 16;

    private readonly ParleyServer _server;

    private LocalServer(ParleyServer server, string key) => (_server, Key) = (server, key);

    public Uri Address => _server.Address;

    public string Key { get; }

    /// <param name="models">Models besides those of <c>parley.json</c>, or else of the default one.</param>
    public static async Task<LocalServer> StartAsync(bool verbose, IReadOnlyList<Pipeline> models, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var server = await ParleyServer.StartAsync(
            new()
            {
                Host = "127.0.0.1",
                Port = 0,
                Keys = [key],
                Services = services => services.AddEmbeddedEngines(),
                Pipelines = models,
                Logging = logging => logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true),
            },
            cancellation);
        return new(server, key);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

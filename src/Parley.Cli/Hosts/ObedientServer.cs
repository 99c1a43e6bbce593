using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Parley.Server;
using Parley.Testing;

namespace Parley.Hosts;

/// <summary>A server in this process whose engines do as they are told: it shows how the server behaves, whatever the engines are worth.</summary>
internal sealed class ObedientServer : IAsyncDisposable
{
    public const string Model = "parley";

    // short enough to see a session's life end, long enough for every check
    private const int SessionMinutes = 1;

    private readonly ParleyServer _server;

    private ObedientServer(ParleyServer server, string key) => (_server, Key) = (server, key);

    public Uri Address => _server.Address;

    public string Key { get; }

    public static async Task<ObedientServer> StartAsync(bool verbose, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var server = await ParleyServer.StartAsync(
            new()
            {
                Host = "127.0.0.1",
                Port = 0,
                Keys = [key],
                Pipelines = [ObedientPipeline.Named(Model)],
                Configure = options =>
                {
                    options.Models.Clear(); // those of a parley.json here are not what is judged
                    options.Aliases.Clear();
                    options.Limits.MaxSessionMinutes = SessionMinutes;
                    (options.Limits.MaxCpuPercent, options.Limits.MaxLatenessMs) = (0, 0); // nor is how busy this machine is
                },
                Logging = logging => logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Critical).AddSimpleConsole(console => console.SingleLine = true),
            },
            cancellation);
        return new(server, key);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

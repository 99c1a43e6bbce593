using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Parley.Hosting;
using Parley.Sessions;
using Parley.Testing;

namespace Parley;

/// <summary>A server on a free port, with scripted engines behind the model <c>parley</c>, and all it logs.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Key = "sk-scene-key";

    private static readonly string[] Upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    private readonly List<Caller> _crowd = [];

    private Scene(ParleyServer server, ScriptedPipeline engines, CapturedLogs logs, StillLoad load)
    {
        (Server, Engines, Logs, Load) = (server, engines, logs, load);
        Tally = new(server.Services.GetRequiredService<IMeterFactory>());
    }

    public ParleyServer Server { get; }

    public ScriptedPipeline Engines { get; }

    public CapturedLogs Logs { get; }

    /// <summary>What it takes for its load.</summary>
    public StillLoad Load { get; }

    /// <summary>All it measures.</summary>
    public Tally Tally { get; }

    /// <param name="keys">None means the development key.</param>
    /// <param name="pipeline">Changes the model.</param>
    /// <param name="configuration">The path of a file.</param>
    /// <param name="services">Replaces what the server uses.</param>
    /// <param name="bench">It can be measured.</param>
    public static async Task<Scene> StartAsync(
        Action<ParleyOptions>? configure = null,
        string[]? keys = null,
        TimeProvider? time = null,
        ScriptedPipeline? engines = null,
        Func<Pipeline, Pipeline>? pipeline = null,
        string? configuration = null,
        Action<IServiceCollection>? services = null,
        bool bench = false)
    {
        engines ??= new();
        var logs = new CapturedLogs();
        var load = new StillLoad();
        var model = engines.Named("parley");
        var server = await ParleyServer.StartAsync(
            new()
            {
                ConfigurationPath = configuration,
                Port = 0,
                Keys = keys ?? [Key],
                Pipelines = [pipeline?.Invoke(model) ?? model],
                Bench = bench,
                Configure = configure,
                Services = all =>
                {
                    all.AddSingleton(time ?? TimeProvider.System);
                    all.AddSingleton<ILoadSource>(load);
                    services?.Invoke(all);
                },
                Logging = logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace),
            },
            CancellationToken.None);
        return new(server, engines, logs, load);
    }

    /// <summary>Connects with the key as Bearer, and hears <c>session.created</c>.</summary>
    public async Task<Caller> CallAsync(string address = "/v1/realtime?model=parley", params string[] headers)
    {
        var caller = await KnockAsync(address, [$"Authorization: Bearer {Key}", .. headers]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        return caller;
    }

    /// <summary>Connects so many clients, who stay as long as the scene does.</summary>
    public async Task<IReadOnlyList<Caller>> CrowdAsync(int clients)
    {
        for (var i = 0; i < clients; i++)
        {
            _crowd.Add(await CallAsync());
        }

        return _crowd;
    }

    /// <summary>Connects just so.</summary>
    public Task<Caller> KnockAsync(string address, string[] headers, params string[] subprotocols) => Caller.ConnectAsync(Server.Address, address, headers, subprotocols);

    /// <summary>Asks for an upgrade that is not to be.</summary>
    /// <returns>What is said instead.</returns>
    public Task<HttpReply> RefusedAsync(string? key = Key) => CallHttpAsync(HttpMethod.Get, "/v1/realtime?model=parley", null, key, Upgrade);

    /// <summary>An HTTP call with the key as Bearer.</summary>
    /// <param name="json">Null sends no body.</param>
    public async Task<HttpReply> CallHttpAsync(HttpMethod method, string path, string? json = null, string? key = Key, params string[] headers)
    {
        using var http = new HttpClient { BaseAddress = Server.Address };
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json) };
        foreach (var header in key is null ? headers : [$"Authorization: Bearer {key}", .. headers])
        {
            request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim()).ShouldBeTrue();
        }

        return await HttpReply.ReadAsync(await http.SendAsync(request));
    }

    public Task<HttpReply> PostAsync(string path, string? json = null, string? key = Key) => CallHttpAsync(HttpMethod.Post, path, json, key);

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in _crowd)
        {
            await caller.DisposeAsync();
        }

        await Server.DisposeAsync();
        Tally.Dispose();
    }
}

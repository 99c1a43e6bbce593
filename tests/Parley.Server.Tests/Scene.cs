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

    private Scene(ParleyServer server, ScriptedPipeline engines, CapturedLogs logs)
    {
        (Server, Engines, Logs) = (server, engines, logs);
        Tally = new(server.Services.GetRequiredService<IMeterFactory>());
    }

    public ParleyServer Server { get; }

    public ScriptedPipeline Engines { get; }

    public CapturedLogs Logs { get; }

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
                    services?.Invoke(all);
                },
                Logging = logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace),
            },
            CancellationToken.None);
        return new(server, engines, logs);
    }

    /// <summary>Connects with the key as Bearer, and hears <c>session.created</c>.</summary>
    public async Task<Caller> CallAsync(string address = "/v1/realtime?model=parley", params string[] headers)
    {
        var caller = await KnockAsync(address, [$"Authorization: Bearer {Key}", .. headers]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        return caller;
    }

    /// <summary>Connects just so.</summary>
    public Task<Caller> KnockAsync(string address, string[] headers, params string[] subprotocols) => Caller.ConnectAsync(Server.Address, address, headers, subprotocols);

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
        await Server.DisposeAsync();
        Tally.Dispose();
    }
}

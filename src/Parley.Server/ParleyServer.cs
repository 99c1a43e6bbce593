using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Parley.Endpoints;
using Parley.Hosting;

namespace Parley.Server;

/// <summary>A Parley server in this process. Disposing it ends its sessions at once; <see cref="StopAsync"/> lets them end in peace.</summary>
public sealed class ParleyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ParleyServer(WebApplication app) => _app = app;

    /// <summary>Where it listens: <c>http://127.0.0.1:8080</c>, with the real port.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The PEM file that clients have to trust, where the server has made its certificate itself; otherwise null.</summary>
    public string? DevelopmentCertificatePath =>
        _app.Services.GetRequiredService<ParleyOptions>().Server.Https is { Certificate: null } https ? DevelopmentCertificate.PathIn(https.DevelopmentFolder) : null;

    internal IServiceProvider Services => _app.Services;

    internal LiveSessions Live => Services.GetRequiredService<LiveSessions>();

    /// <summary>Starts a server that the caller stops; signals are the caller's.</summary>
    /// <exception cref="ParleyStartupException">The configuration is wrong, or the address cannot be had.</exception>
    public static Task<ParleyServer> StartAsync(ParleyServerOptions options, CancellationToken cancellation) =>
        StartAsync(options, services => services.AddSingleton<IHostLifetime, CallersLifetime>(), cancellation);

    /// <summary>Serves until SIGTERM, Ctrl-C or cancellation, and lets sessions end in peace. Says <c>Listening on URL</c> as the one line on standard output.</summary>
    /// <exception cref="ParleyStartupException">The configuration is wrong, or the address cannot be had.</exception>
    public static async Task RunAsync(ParleyServerOptions options, CancellationToken cancellation)
    {
        await using var server = await StartAsync(options, services => services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true), cancellation);
        await Console.Out.WriteLineAsync($"Listening on {server.Address.GetLeftPart(UriPartial.Authority)}");
        await server._app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Refuses new sessions, lets running responses end within the configured time, and stops.</summary>
    /// <param name="cancellation">Ends the patience.</param>
    public Task StopAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (!_app.Lifetime.ApplicationStopped.IsCancellationRequested)
        {
            await Live.EndAsync();
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
    }

    private static async Task<ParleyServer> StartAsync(ParleyServerOptions options, Action<IServiceCollection> lifetime, CancellationToken cancellation)
    {
        var path = options.ConfigurationPath ?? (File.Exists(ConfigurationFile.DefaultName) ? ConfigurationFile.DefaultName : null);
        var content = path is null ? [] : ConfigurationFile.ReadBytes(path);
        var settings = path is null ? new() : ConfigurationFile.Parse(content, path);
        IReadOnlyList<KeyOptions> keysOfFile = [.. settings.Keys];
        Complete(settings, options);
        var app = Build(
            options,
            settings,
            services =>
            {
                lifetime(services);
                if (path is not null)
                {
                    services.AddSingleton(provider => new KeyFile(path, content, keysOfFile, provider.GetRequiredService<ILogger<KeyFile>>()));
                    services.AddHostedService<ConfigurationWatch>();
                }
            });
        try
        {
            app.Use(OpeningDeadline.Meet);
            app.MapParley();
            if (options.Bench)
            {
                MapBench(app);
            }

            app.MapFallback("{*path}", http => ErrorBody.WriteAsync(
                http, StatusCodes.Status404NotFound, "unknown_url", $"Unknown request URL: {http.Request.Method} {http.Request.Path}. Sessions are at {string.Join(", ", RealtimeEndpoint.Paths)}."));
            await app.StartAsync(cancellation);
            return new(app);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            if (Explained(failure, settings.Server) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    private static void MapBench(WebApplication app) => app.Map(
        BenchEndpoint.Path,
        app.Services.GetRequiredService<HttpDoor>().WithKey(HttpMethods.Get, KeyRight.Realtime, app.Services.GetRequiredService<BenchEndpoint>().AnswerAsync));

    private static void Complete(ParleyOptions settings, ParleyServerOptions options)
    {
        settings.Keys = [.. settings.Keys, .. options.Keys.Select(KeyOptions.FromString)];
        settings.Server = new() { Host = options.Host ?? settings.Server.Host, Port = options.Port ?? settings.Server.Port, Https = options.Https ?? settings.Server.Https };
        options.Configure?.Invoke(settings);
        OptionCheck.Check(settings, nameof(ParleyServerOptions));
    }

    private static WebApplication Build(ParleyServerOptions options, ParleyOptions settings, Action<IServiceCollection> lifetime)
    {
        var endpoint = Endpoint(settings);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseSockets(Read).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(settings.Limits.OpeningSeconds); // of those that follow the first
            kestrel.Listen(endpoint, listen => Listen(listen, settings));
        });
        (options.Logging ?? LogToStandardError)(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning); // the host's own lines show query strings, and a key may stand there
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // a failure to start is thrown, and told once
        builder.Services.AddRoutingCore();
        options.Services?.Invoke(builder.Services);
        foreach (var pipeline in options.Pipelines)
        {
            builder.Services.AddSingleton(pipeline);
        }

        lifetime(builder.Services);
        builder.Services.AddParley(settings);
        return builder.Build();
    }

    // measured: docs/performance.md. A session never blocks, so it may run where its bytes arrive; to ask first whether there are any costs a call each time.
    private static void Read(SocketTransportOptions sockets) => (sockets.UnsafePreferInlineScheduling, sockets.WaitForDataBeforeAllocatingBuffer) = (true, false);

    private static void Listen(ListenOptions listen, ParleyOptions settings)
    {
        listen.Protocols = HttpProtocols.Http1; // what clients of WebSockets speak
        OpeningDeadline.Watch(listen, settings.Limits.OpeningSeconds);
        if (settings.Server.Https is not { } https)
        {
            return;
        }

        var now = listen.ApplicationServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var identity = https.Certificate is null ? DevelopmentCertificate.FindOrMake(https.DevelopmentFolder, now) : ServerIdentity.Read(https, now);
        listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = identity.Certificate, ServerCertificateChain = identity.Chain, HandshakeTimeout = TimeSpan.FromSeconds(settings.Limits.OpeningSeconds) });
    }

    private static IPEndPoint Endpoint(ParleyOptions settings)
    {
        var host = settings.Server.Host;
        var address = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, // the former takes both
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : throw new ParleyStartupException($"The host '{host}' is no address to listen on; expected an IP address, 'localhost' or '*'."),
        };
        return settings.Keys.Count > 0 || IPAddress.IsLoopback(address)
            ? new(address, settings.Server.Port)
            : throw new ParleyStartupException(
                $"Without an API key the server listens on this machine only, and '{host}' is open to others. Give it a key ('keys' in {ConfigurationFile.DefaultName}), or listen on 127.0.0.1.");
    }

    private static void LogToStandardError(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static ParleyStartupException? Explained(Exception failure, ServerOptions at) => failure switch
    {
        IOException { InnerException: AddressInUseException } => new($"Port {at.Port} of {at.Host} is in use. Choose another, or 0 for any that is free.", failure),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new($"Listening on port {at.Port} needs rights that this process does not have. Choose one above 1023.", failure),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => new($"'{at.Host}' is no address of this machine.", failure),
        _ => null,
    };

    /// <summary>Starts and stops when the caller says so.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parley.Connections;
using Parley.Endpoints;
using Parley.Engines;
using Parley.Hosting;
using Parley.Sessions;

namespace Parley.Server;

/// <summary>Parley in any ASP.NET Core application: <c>services.AddParley(…)</c> and <c>app.MapParley()</c>.</summary>
public static class ParleyRegistration
{
    // OpenAI's, and Azure's
    private static readonly string[] Prefixes = ["/v1", "/openai/v1"];

    /// <summary>Adds the server. Engines come from the <see cref="EngineCatalog"/>; whole models may be registered as <see cref="Pipeline"/> singletons.</summary>
    /// <exception cref="ParleyStartupException">An option is out of its range.</exception>
    public static IServiceCollection AddParley(this IServiceCollection services, Action<ParleyOptions>? configure = null)
    {
        var options = new ParleyOptions();
        configure?.Invoke(options);
        OptionCheck.Check(options, nameof(AddParley));
        return services.AddParley(options);
    }

    /// <summary>Maps the WebSocket endpoints, the HTTP calls around them, <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static IEndpointRouteBuilder MapParley(this IEndpointRouteBuilder routes)
    {
        var realtime = routes.ServiceProvider.GetRequiredService<RealtimeEndpoint>();
        var upgrading = routes.CreateApplicationBuilder().UseWebSockets();
        upgrading.Run(realtime.AcceptAsync);
        var pipeline = upgrading.Build();
        foreach (var path in RealtimeEndpoint.Paths)
        {
            routes.Map(path, pipeline);
        }

        foreach (var prefix in Prefixes)
        {
            MapHttp(routes, prefix);
        }

        var health = routes.ServiceProvider.GetRequiredService<HealthEndpoint>();
        routes.MapGet(HealthEndpoint.LivePath, (RequestDelegate)health.IsLiveAsync);
        routes.MapGet(HealthEndpoint.ReadyPath, (RequestDelegate)health.IsReadyAsync);
        return routes;
    }

    private static void MapHttp(IEndpointRouteBuilder routes, string prefix)
    {
        var door = routes.ServiceProvider.GetRequiredService<HttpDoor>();
        var secrets = routes.ServiceProvider.GetRequiredService<ClientSecretsEndpoint>();
        var models = routes.ServiceProvider.GetRequiredService<ModelsEndpoint>();
        routes.Map($"{prefix}/realtime/client_secrets", door.WithKey(HttpMethods.Post, KeyRight.Realtime, secrets.MakeAsync));
        routes.Map($"{prefix}/realtime/sessions", door.WithKey(HttpMethods.Post, KeyRight.Realtime, secrets.MakeFlatAsync));
        routes.Map($"{prefix}/realtime/transcription_sessions", door.WithKey(HttpMethods.Post, KeyRight.Realtime, secrets.MakeFlatTranscriptionAsync));
        routes.Map($"{prefix}/models", door.WithKey(HttpMethods.Get, null, models.ListAsync));
        routes.Map($"{prefix}/models/{{**id}}", door.WithKey(HttpMethods.Get, null, models.FindAsync));
        foreach (var path in CallsEndpoint.Paths)
        {
            routes.Map($"{prefix}/realtime{path}", door.Open(HttpMethods.Post, CallsEndpoint.AnswerAsync));
        }
    }

    internal static IServiceCollection AddParley(this IServiceCollection services, ParleyOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ArrayPool<byte>.Shared);
        services.TryAddSingleton<EngineCatalog>();
        services.TryAddSingleton(provider => new SessionFactory(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>(), Seed));
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Origins>();
        services.AddSingleton<ModelCatalog>();
        services.TryAddSingleton<ILoadSource>(provider => new ProcessLoad(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LoadGauge(options.Limits, provider.GetRequiredService<ILoadSource>().Cores));
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<ClientSecrets>();
        services.AddSingleton<Identification>();
        services.AddSingleton<SessionStarts>();
        services.AddSingleton<Admission>();
        services.AddSingleton<HttpDoor>();
        services.AddSingleton<Mint>();
        services.AddSingleton<ClientSecretsEndpoint>();
        services.AddSingleton<ModelsEndpoint>();
        services.AddMetrics();
        services.AddSingleton<Measures>();
        services.AddSingleton<SocketUpgrade>();
        services.AddSingleton<RealtimeEndpoint>();
        services.AddSingleton<HealthEndpoint>();
        services.AddSingleton<BenchEndpoint>();
        services.AddHostedService<LoadWatch>();
        services.AddHostedService<ServerLife>();
        var drains = TimeSpan.FromSeconds(options.Limits.DrainSeconds + 5);
        services.PostConfigure<HostOptions>(host => host.ShutdownTimeout = host.ShutdownTimeout > drains ? host.ShutdownTimeout : drains);
        return services;
    }

    private static ulong Seed()
    {
        Span<byte> seed = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(seed);
        return BinaryPrimitives.ReadUInt64LittleEndian(seed);
    }
}

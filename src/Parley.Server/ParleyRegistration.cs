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
    /// <summary>Adds the server. Engines come from the <see cref="EngineCatalog"/>; whole models may be registered as <see cref="Pipeline"/> singletons.</summary>
    /// <exception cref="ParleyStartupException">An option is out of its range.</exception>
    public static IServiceCollection AddParley(this IServiceCollection services, Action<ParleyOptions>? configure = null)
    {
        var options = new ParleyOptions();
        configure?.Invoke(options);
        OptionCheck.Check(options, nameof(AddParley));
        return services.AddParley(options);
    }

    /// <summary>Maps the WebSocket endpoints and <c>/healthz</c>.</summary>
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

        routes.MapGet(HealthEndpoint.Path, (RequestDelegate)routes.ServiceProvider.GetRequiredService<HealthEndpoint>().AnswerAsync);
        return routes;
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
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<Admission>();
        services.AddMetrics();
        services.AddSingleton<Measures>();
        services.AddSingleton<SocketUpgrade>();
        services.AddSingleton<RealtimeEndpoint>();
        services.AddSingleton<HealthEndpoint>();
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

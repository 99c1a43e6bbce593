using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Hosting;
using Parley.Sessions;

namespace Parley.Server;

/// <summary>How a <see cref="ParleyServer"/> is to run; what is set here goes before what the configuration file says.</summary>
public sealed record ParleyServerOptions
{
    /// <summary>The configuration file; null is <c>parley.json</c> of the working directory, if it is there.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>An IP address, <c>localhost</c>, or <c>*</c>.</summary>
    public string? Host { get; init; }

    /// <summary>0 picks a free one.</summary>
    public int? Port { get; init; }

    /// <summary>TLS; empty options mean a development certificate, which <see cref="ParleyServer.DevelopmentCertificatePath"/> names.</summary>
    public HttpsOptions? Https { get; init; }

    /// <summary>API keys besides those of the configuration.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Models besides those of the configuration.</summary>
    public IReadOnlyList<Pipeline> Pipelines { get; init; } = [];

    /// <summary>Answers <c>GET /bench</c> with what the process has cost so far, for whoever puts a load on it.</summary>
    public bool Bench { get; init; }

    /// <summary>Changes the configuration after the file was read.</summary>
    public Action<ParleyOptions>? Configure { get; init; }

    /// <summary>Registers engines, or another <see cref="TimeProvider"/>.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Says where logs go instead of standard error.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}

using Microsoft.Extensions.Logging;
using Parley.Dialogues;
using Parley.Hosting;
using Parley.Server;
using Parley.Testing;

namespace Parley;

/// <summary>Our server with obedient engines, as a target.</summary>
internal static class OwnServer
{
    public const string Key = "sk-conformance-tests";

    public static Task<ParleyServer> StartAsync(Action<ParleyOptions>? configure = null) => ParleyServer.StartAsync(
        new()
        {
            Port = 0,
            Keys = [Key],
            Pipelines = [ObedientPipeline.Named("parley")],
            Configure = options =>
            {
                options.Limits.MaxSessionMinutes = 1; // so that a session's end can be seen
                (options.Limits.MaxCpuPercent, options.Limits.MaxLatenessMs) = (0, 0); // a busy machine is not what is judged
                configure?.Invoke(options);
            },
            Logging = logging => logging.SetMinimumLevel(LogLevel.None),
        },
        CancellationToken.None);

    public static Target At(Uri address) => new(address, Key, "parley", Tone.Pcm16(1200)) { HasObedientEngines = true };
}

using Microsoft.Extensions.Hosting;

namespace Parley.Hosting;

/// <summary>Looks at the configuration now and then, so that a mistake in it is logged though nobody connects. Connections look for themselves.</summary>
internal sealed class ConfigurationWatch(ApiKeys keys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            keys.Current();
        }
    }
}

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Parley.Hosting;

/// <summary>Cuts a connection whose first request is not there in time, whatever it was slow at: TLS, its headers, or saying anything at all.</summary>
internal sealed partial class OpeningDeadline : IDisposable
{
    private readonly ITimer _timer;

    private OpeningDeadline(ITimer timer) => _timer = timer;

    /// <summary>Watches every connection of a listener; goes before its TLS.</summary>
    public static void Watch(IConnectionBuilder listener, int seconds)
    {
        var time = listener.ApplicationServices.GetRequiredService<TimeProvider>();
        var log = listener.ApplicationServices.GetRequiredService<ILogger<OpeningDeadline>>();
        listener.Use(async (connection, next) =>
        {
            using var deadline = new OpeningDeadline(time.CreateTimer(_ => Cut(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan));
            connection.Features.Set(deadline);
            await next(connection);

            void Cut()
            {
                Log.TooSlow(log, seconds);
                connection.Abort();
            }
        });
    }

    /// <summary>A whole request has come: what follows has limits of its own.</summary>
    public static Task Meet(HttpContext http, RequestDelegate next)
    {
        http.Features.Get<OpeningDeadline>()?.Dispose();
        return next(http);
    }

    public void Dispose() => _timer.Dispose();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A connection made no request within {Seconds} s and is cut")]
        public static partial void TooSlow(ILogger log, int seconds);
    }
}

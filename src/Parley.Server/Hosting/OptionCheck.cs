namespace Parley.Hosting;

/// <summary>The rules that the types of <see cref="ParleyOptions"/> cannot say.</summary>
internal static class OptionCheck
{
    /// <param name="source">Named in errors: a file, or the call that gave the options.</param>
    /// <exception cref="ParleyStartupException">A value breaks a rule.</exception>
    public static void Check(ParleyOptions options, string source)
    {
        CheckLimits(options.Limits, source);
        CheckModels(options.Models, source);
        CheckServer(options.Server, source);
        KeyCheck.Check(options.Keys, source);
        CheckOrigins(options.AllowedOrigins, source);
    }

    private static void CheckLimits(LimitOptions limits, string source)
    {
        Range(limits.MaxSessions, 1, 1_000_000, "limits.maxSessions", source);
        Range(limits.MaxSessionsPerKey, 1, 1_000_000, "limits.maxSessionsPerKey", source);
        Range(limits.MaxCpuPercent, 0, 100, "limits.maxCpuPercent", source);
        Range(limits.MaxLatenessMs, 0, 60_000, "limits.maxLatenessMs", source);
        Range(limits.MaxBufferedBytes, 1024 * 1024, 1L << 40, "limits.maxBufferedBytes", source);
        Range(limits.MaxMessageBytes, 1024, 1 << 30, "limits.maxMessageBytes", source);
        Range(limits.MaxFragments, 1, 1 << 30, "limits.maxFragments", source);
        Range(limits.InboxBytes, 1024, 1 << 30, "limits.inboxBytes", source);
        Range(limits.OutboxBytes, 1024, 1 << 30, "limits.outboxBytes", source);
        Range(limits.SendTimeoutSeconds, 1, 3600, "limits.sendTimeoutSeconds", source);
        Range(limits.PingSeconds, 1, 3600, "limits.pingSeconds", source);
        Range(limits.PongSeconds, 1, 3600, "limits.pongSeconds", source);
        Range(limits.OpeningSeconds, 1, 3600, "limits.openingSeconds", source);
        Range(limits.DrainSeconds, 0, 3600, "limits.drainSeconds", source);
        Range(limits.MaxSessionMinutes ?? 1, 1, 24 * 60, "limits.maxSessionMinutes", source);
        Range(limits.SessionRequestsPerMinute ?? 1, 1, 1_000_000_000, "limits.sessionRequestsPerMinute", source);
        Range(limits.SessionTokensPerMinute ?? 1, 1, 1_000_000_000, "limits.sessionTokensPerMinute", source);
        Range(limits.IdleSessionSeconds ?? 1, 1, 24 * 60 * 60, "limits.idleSessionSeconds", source);
    }

    private static void CheckModels(IDictionary<string, ModelOptions> models, string source)
    {
        foreach (var (name, model) in models)
        {
            Range(model.ContextTokens ?? 1000, 1000, 100_000_000, $"models.{name}.contextTokens", source);
            Range(model.SessionMinutes ?? 1, 1, 24 * 60, $"models.{name}.sessionMinutes", source);
        }
    }

    private static void CheckServer(ServerOptions server, string source)
    {
        Range(server.Port, 0, 65535, "server.port", source);
        if (server.Https is { Certificate: null } and ({ CertificateKey: not null } or { CertificatePasswordFile: not null }))
        {
            throw new ParleyStartupException($"{source}: 'server.https' has a key or a password, but no 'certificate' that it is for.");
        }
    }

    private static void CheckOrigins(IList<string> origins, string source)
    {
        for (var i = 0; i < origins.Count; i++)
        {
            if (!Uri.TryCreate(origins[i], UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origins[i])
            {
                throw new ParleyStartupException($"{source}: 'allowedOrigins[{i}]' is '{origins[i]}'; expected a scheme and a host, such as 'https://example.com'.");
            }
        }
    }

    private static void Range(long value, long least, long most, string at, string source)
    {
        if (value < least || value > most)
        {
            throw new ParleyStartupException($"{source}: '{at}' is {value}; expected {least} to {most}.");
        }
    }
}

using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>How much a session may ask of its model in a minute.</summary>
/// <param name="Requests">Responses, or null for any number.</param>
/// <param name="Tokens">Of all responses, read and written, or null for any number.</param>
public sealed record RateLimits(int? Requests = null, int? Tokens = null);

/// <summary>What is left of a session's limits. A minute begins with the first use after the one before.</summary>
internal sealed class RateBudget(RateLimits limits)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset _ends = DateTimeOffset.MinValue;
    private int _requests;
    private int _tokens;

    /// <summary>What is left, as <c>rate_limits.updated</c> tells it; empty where nothing is limited.</summary>
    public IReadOnlyList<RateLimit> Left(DateTimeOffset now)
    {
        Roll(now);
        return [.. Of("requests", limits.Requests, _requests, now), .. Of("tokens", limits.Tokens, _tokens, now)];
    }

    /// <summary>Counts a response that is about to ask the model.</summary>
    /// <returns>Why it may not, or null.</returns>
    public StatusError? Take(DateTimeOffset now)
    {
        Roll(now);
        if (_requests < (limits.Requests ?? int.MaxValue) && _tokens < (limits.Tokens ?? int.MaxValue))
        {
            _requests++;
            return null;
        }

        return new("invalid_request_error", "inference_rate_limit_exceeded", $"The session's limit for a minute is reached. Try again in {ResetSeconds(now):0.0} s.");
    }

    /// <summary>Counts what a response has cost.</summary>
    public void Spend(int tokens, DateTimeOffset now)
    {
        Roll(now);
        _tokens += tokens;
    }

    private void Roll(DateTimeOffset now)
    {
        if (now >= _ends)
        {
            (_ends, _requests, _tokens) = (now + Minute, 0, 0);
        }
    }

    private double ResetSeconds(DateTimeOffset now) => Math.Round((_ends - now).TotalSeconds, 3);

    private IEnumerable<RateLimit> Of(string name, int? limit, int used, DateTimeOffset now) =>
        limit is { } most ? [new(name, most, Math.Max(0, most - used), ResetSeconds(now))] : [];
}

using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>How the end of a turn is found, as options say it.</summary>
internal static class TurnEnding
{
    private const int UsualSilenceMs = 500;

    /// <param name="vad"><c>server</c>, <c>semantic</c> or <c>none</c>; null for the usual one.</param>
    /// <returns>Null where the client says when a turn is over.</returns>
    /// <exception cref="CommandException">The options do not go together.</exception>
    public static TurnDetection? Of(string? vad, int? silenceMs, double? threshold, bool interrupts, bool isPushToTalk)
    {
        if (isPushToTalk && (vad ?? "none") != "none")
        {
            throw new CommandException("With --push-to-talk the key ends a turn: leave --vad out.");
        }

        var kind = isPushToTalk ? "none" : vad ?? "server";
        if (kind != "server" && (silenceMs, threshold) is not (null, null))
        {
            throw new CommandException("--silence-ms and --threshold belong to --vad server.");
        }

        if (silenceMs is <= 0)
        {
            throw new CommandException($"--silence-ms is a number of milliseconds, not {silenceMs}.");
        }

        if (threshold is < 0 or > 1)
        {
            throw new CommandException($"--threshold is a number from 0 to 1, not {threshold}.");
        }

        return kind switch
        {
            "server" => new ServerVad(threshold ?? 0.5, SilenceDurationMs: silenceMs ?? UsualSilenceMs, InterruptResponse: interrupts),
            "semantic" => new SemanticVad(InterruptResponse: interrupts),
            "none" => null,
            _ => throw new CommandException($"--vad is server, semantic or none, not '{vad}'."),
        };
    }
}

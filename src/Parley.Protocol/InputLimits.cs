namespace Parley.Protocol;

/// <summary>What may not be asked of a session's listening.</summary>
internal static class InputLimits
{
    /// <exception cref="InvalidRequestException">A value is out of its range, or asks for what there is not.</exception>
    public static void Check(SessionConfig config)
    {
        CheckInclude(config.Include ?? []);
        CheckTurnDetection(config.Input.TurnDetection);
        CheckTranscription(config.Input.Transcription);
    }

    private static void CheckInclude(IReadOnlyList<string> include)
    {
        for (var i = 0; i < include.Count; i++)
        {
            if (include[i] != SessionConfig.Logprobs)
            {
                throw InvalidRequestException.Unsupported($"session.include[{i}]", include[i], [SessionConfig.Logprobs]);
            }
        }
    }

    private static void CheckTurnDetection(TurnDetection? detection)
    {
        if (detection is not ServerVad vad)
        {
            return;
        }

        const string At = "session.audio.input.turn_detection";
        SessionLimits.Range(vad.Threshold, 0, 1, $"{At}.threshold");
        SessionLimits.Range(vad.PrefixPaddingMs, 0, 10_000, $"{At}.prefix_padding_ms");
        SessionLimits.Range(vad.SilenceDurationMs, 0, 60_000, $"{At}.silence_duration_ms");
        if (vad.IdleTimeoutMs is { } idle)
        {
            SessionLimits.Range(idle, 5000, 30_000, $"{At}.idle_timeout_ms");
        }
    }

    // a recogniser listens for one language, or finds out by itself
    private static void CheckTranscription(InputTranscription? transcription)
    {
        if (transcription is { Languages: { } languages } && (languages.Count != 1 || transcription.Language is { } language && language != languages[0]))
        {
            const string At = "session.audio.input.transcription.languages";
            throw InvalidRequestException.InvalidValue(At, $"Invalid '{At}': expected one language, the same as 'language' where both are given; without either, the recogniser decides.");
        }
    }
}

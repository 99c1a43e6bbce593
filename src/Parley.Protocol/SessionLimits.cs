using System.Text.Json;

namespace Parley.Protocol;

/// <summary>The ranges that types cannot say.</summary>
public static class SessionLimits
{
    /// <summary>The configuration with its formats filled in.</summary>
    /// <exception cref="InvalidRequestException">A value is out of its range.</exception>
    public static SessionConfig Checked(SessionConfig config)
    {
        InputLimits.Check(config);
        return config switch
        {
            RealtimeSessionConfig realtime => Realtime(realtime),
            TranscriptionSessionConfig transcription => transcription with
            {
                Audio = new(transcription.Audio.Input with { Format = transcription.Audio.Input.Format.Checked("session.audio.input.format") }),
            },
            _ => config,
        };
    }

    /// <summary>Whatever <c>tool_choice</c> names has to be among the tools that are in force with it.</summary>
    /// <exception cref="InvalidRequestException">It names a function that is not declared.</exception>
    public static void CheckToolChoice(ToolChoice choice, IReadOnlyList<Tool> tools, string param) => ToolLimits.Check(choice, tools, param);

    /// <exception cref="InvalidRequestException">A value is out of its range.</exception>
    public static ResponseParams Checked(ResponseParams asked)
    {
        CheckMaxTokens(asked.MaxOutputTokens, "response.max_output_tokens");
        CheckTemperature(asked.Temperature, "response.temperature");
        CheckModalities(asked.OutputModalities, "response.output_modalities");
        CheckMetadata(asked.Metadata);
        if (asked.Conversation is not (null or "auto" or "none" or "default"))
        {
            throw InvalidRequestException.Unsupported("response.conversation", asked.Conversation, ["auto", "none"]);
        }

        ToolLimits.Check(asked.Tools ?? [], "response.tools");
        return asked.Audio?.Output is { Format: { } format } output
            ? asked with { Audio = new(output with { Format = format.Checked("response.audio.output.format") }) }
            : asked;
    }

    private static RealtimeSessionConfig Realtime(RealtimeSessionConfig config)
    {
        Range(config.Audio.Output.Speed, 0.25, 1.5, "session.audio.output.speed");
        CheckMaxTokens(config.MaxOutputTokens, "session.max_output_tokens");
        CheckTemperature(config.Temperature, "session.temperature");
        CheckTracing(config.Tracing);
        CheckModalities(config.OutputModalities, "session.output_modalities");
        ToolLimits.Check(config.Tools, "session.tools");
        CheckToolChoice(config.ToolChoice, config.Tools, "session.tool_choice");
        return config with
        {
            Audio = new(
                config.Audio.Input with { Format = config.Audio.Input.Format.Checked("session.audio.input.format") },
                config.Audio.Output with { Format = config.Audio.Output.Format.Checked("session.audio.output.format") }),
        };
    }

    private static void CheckTracing(JsonElement? tracing)
    {
        if (tracing is { } asked && asked.ValueKind != JsonValueKind.Object && !(asked.ValueKind == JsonValueKind.String && asked.ValueEquals("auto")))
        {
            throw InvalidRequestException.InvalidValue("session.tracing", "Invalid 'session.tracing': expected \"auto\", an object, or null.");
        }
    }

    private static void CheckMaxTokens(MaxTokens? max, string param)
    {
        if (max?.Limit is { } limit)
        {
            Range(limit, 1, 4096, param);
        }
    }

    private static void CheckModalities(IReadOnlyList<Modality>? modalities, string param)
    {
        if (modalities is not null && (modalities.Count == 0 || modalities.Distinct().Count() < modalities.Count))
        {
            var got = modalities.Count == 0 ? "the list is empty" : "one stands there twice";
            throw InvalidRequestException.InvalidValue(param, $"Invalid '{param}': expected [\"text\"] or [\"audio\"], but {got}.");
        }
    }

    private static void CheckMetadata(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is not null && (metadata.Count > 16 || metadata.Any(pair => pair.Key.Length > 64 || pair.Value.Length > 512)))
        {
            throw InvalidRequestException.InvalidValue(
                "response.metadata", "Invalid 'response.metadata': expected at most 16 pairs, keys of at most 64 and values of at most 512 characters.");
        }
    }

    private static void CheckTemperature(double? temperature, string param)
    {
        if (temperature is { } value)
        {
            Range(value, 0.6, 1.2, param);
        }
    }

    internal static void Range(double value, double least, double most, string param)
    {
        if (value < least || value > most || double.IsNaN(value))
        {
            throw InvalidRequestException.OutOfRange(param, $"{value}", $"a value from {least} to {most}");
        }
    }
}

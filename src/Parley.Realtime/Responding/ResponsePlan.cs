using Parley.Protocol;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>What a response shall be: the session's configuration with the request's overrides.</summary>
public sealed record ResponsePlan(
    IReadOnlyList<Modality> Modalities,
    string Instructions,
    IReadOnlyList<Tool> Tools,
    ToolChoice ToolChoice,
    MaxTokens MaxOutputTokens,
    AudioFormat Format,
    Voice Voice,
    double Speed,
    string? Language,
    bool IsOutOfBand,
    IReadOnlyList<Item>? Input,
    IReadOnlyDictionary<string, string>? Metadata)
{
    public double? Temperature { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public Reasoning? Reasoning { get; init; }

    public Truncation Truncation { get; init; } = Truncation.Auto;

    /// <summary>Those of the tools that the server sees to.</summary>
    public IReadOnlyList<Tool> Served { get; init; } = [];

    /// <summary>The functions that the server runs, known once the response begins.</summary>
    public IReadOnlyList<ServerFunction> Functions { get; init; } = [];

    /// <summary>What is said instead of what a model would say; null asks the model.</summary>
    public string? Line { get; init; }

    public bool Speaks => Modalities.Contains(Modality.Audio);

    /// <summary>Spoken and written at once (Yandex): the text deltas are the spoken text.</summary>
    public bool WritesToo => Speaks && Modalities.Contains(Modality.Text);

    /// <param name="language">ISO 639-1, where the session names none; null lets the voice go by the text.</param>
    public static ResponsePlan For(RealtimeSessionConfig session, ResponseParams? asked, string? language) => new(
        asked?.OutputModalities ?? session.OutputModalities,
        asked?.Instructions ?? session.Instructions,
        asked?.Tools ?? session.Tools,
        asked?.ToolChoice ?? session.ToolChoice,
        asked?.MaxOutputTokens ?? session.MaxOutputTokens,
        asked?.Audio?.Output?.Format ?? session.Audio.Output.Format,
        asked?.Audio?.Output?.Voice ?? session.Audio.Output.Voice,
        session.Audio.Output.Speed,
        session.Input.Transcription?.Language ?? language,
        asked?.IsOutOfBand ?? false,
        asked?.Input,
        asked?.Metadata)
    {
        Temperature = asked?.Temperature ?? session.Temperature,
        ParallelToolCalls = asked?.ParallelToolCalls ?? session.ParallelToolCalls,
        Reasoning = asked?.Reasoning ?? session.Reasoning,
        Truncation = session.Truncation,
    };
}

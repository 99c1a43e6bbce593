using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>A part of a message.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(InputText), "input_text")]
[JsonDerivedType(typeof(InputAudio), "input_audio")]
[JsonDerivedType(typeof(InputImage), "input_image")]
[JsonDerivedType(typeof(OutputText), "output_text")]
[JsonDerivedType(typeof(OutputAudio), "output_audio")]
public abstract record ContentPart;

public sealed record InputText(string Text) : ContentPart;

/// <summary>Speech of the user. The key <c>transcript</c> is always there, null until transcribed.</summary>
public sealed record InputAudio(string? Transcript = null) : ContentPart
{
    /// <summary>In the session's input format; from the client, or to it in <c>conversation.item.retrieved</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReadOnlyMemory<byte>? Audio { get; init; }
}

/// <param name="ImageUrl">A data URI, PNG or JPEG.</param>
/// <param name="Detail"><c>auto</c>, <c>low</c> or <c>high</c>.</param>
public sealed record InputImage(string ImageUrl, string Detail = "auto") : ContentPart;

public sealed record OutputText(string Text) : ContentPart;

public sealed record OutputAudio(string? Transcript = null) : ContentPart
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReadOnlyMemory<byte>? Audio { get; init; }
}

/// <summary>A part while it streams: <c>content_part.added</c> and <c>.done</c> use the short names.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextPart), "text")]
[JsonDerivedType(typeof(AudioPart), "audio")]
public abstract record StreamedPart;

public sealed record TextPart(string Text) : StreamedPart;

public sealed record AudioPart(string Transcript) : StreamedPart;

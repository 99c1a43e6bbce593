using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>Tokens of a response; complete and additive: total is input plus output.</summary>
public sealed record Usage(
    int TotalTokens, int InputTokens, int OutputTokens, InputTokenDetails InputTokenDetails, OutputTokenDetails OutputTokenDetails)
{
    /// <summary>The usage whose sums are those of its details.</summary>
    public static Usage Of(InputTokenDetails input, OutputTokenDetails output)
    {
        var (read, written) = (input.TextTokens + input.AudioTokens + input.ImageTokens, output.TextTokens + output.AudioTokens);
        return new(read + written, read, written, input, output);
    }
}

public sealed record InputTokenDetails(int TextTokens = 0, int AudioTokens = 0, int ImageTokens = 0, int CachedTokens = 0)
{
    public CachedTokensDetails CachedTokensDetails { get; init; } = new();
}

public sealed record CachedTokensDetails(int TextTokens = 0, int AudioTokens = 0, int ImageTokens = 0);

public sealed record OutputTokenDetails(int TextTokens = 0, int AudioTokens = 0);

/// <summary>What a transcription cost.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DurationUsage), "duration")]
[JsonDerivedType(typeof(TokensUsage), "tokens")]
public abstract record TranscriptionUsage;

/// <param name="Seconds">Whole seconds, rounded up: typed clients read an integer.</param>
public sealed record DurationUsage(int Seconds) : TranscriptionUsage;

public sealed record TokensUsage(int TotalTokens, int InputTokens, int OutputTokens, InputTokenDetails? InputTokenDetails = null) : TranscriptionUsage;

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parley.Testing;

/// <summary>A voice that hums: so many milliseconds of an audible tone for each character.</summary>
public sealed class ScriptedTextToSpeech : ITextToSpeechClient
{
    public const int SampleRate = 24000;

    private readonly ConcurrentQueue<(string Text, TextToSpeechOptions? Options)> _requests = [];

    /// <summary>What was spoken, in order.</summary>
    public IReadOnlyList<(string Text, TextToSpeechOptions? Options)> Requests => [.. _requests];

    public int MsPerCharacter { get; init; } = 50;

    /// <summary>How the calls went.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>What follows the first character waits for this.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Thrown instead of speaking.</summary>
    public Exception? Failure { get; init; }

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingAudioAsync(text, options, cancellationToken).ToTextToSpeechResponseAsync(cancellationToken);

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var call = Calls.Begin(cancellationToken);
        _requests.Enqueue((text, options));
        if (Failure is { } failure)
        {
            throw failure;
        }

        var hum = Tone.Pcm16(MsPerCharacter, SampleRate);
        foreach (var _ in text)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new([new DataContent(hum, $"audio/pcm;rate={SampleRate}")]) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating };
            await Gate.WaitAsync(cancellationToken);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }
}

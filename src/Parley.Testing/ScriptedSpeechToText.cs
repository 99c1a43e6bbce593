using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parley.Testing;

/// <summary>A recogniser that hears what it was told to hear, whatever the sound.</summary>
public sealed class ScriptedSpeechToText : ISpeechToTextClient
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task<string>>> _transcripts = [];
    private readonly ConcurrentQueue<(long Bytes, SpeechToTextOptions? Options)> _requests = [];

    /// <summary>How many bytes each whole utterance had, and how it was asked for.</summary>
    public IReadOnlyList<(long Bytes, SpeechToTextOptions? Options)> Requests => [.. _requests];

    /// <summary>What partial hypotheses a live utterance gives.</summary>
    public IReadOnlyList<string> Partials { get; init; } = [];

    /// <summary>How the calls for whole utterances went.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>The next transcript.</summary>
    /// <param name="gate">It is given once this is done.</param>
    public ScriptedSpeechToText Hear(string transcript, Task? gate = null)
    {
        _transcripts.Enqueue(async cancellation =>
        {
            await (gate ?? Task.CompletedTask).WaitAsync(cancellation);
            return transcript;
        });
        return this;
    }

    public ScriptedSpeechToText Fail(Exception failure)
    {
        _transcripts.Enqueue(_ => throw failure);
        return this;
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var call = Calls.Begin(cancellationToken);
        using var heard = new MemoryStream();
        await audioSpeechStream.CopyToAsync(heard, cancellationToken);
        _requests.Enqueue((heard.Length, options));
        return new(_transcripts.TryDequeue(out var transcript) ? await transcript(cancellationToken) : "hello");
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var block = new byte[3200];
        foreach (var partial in Partials)
        {
            if (await audioSpeechStream.ReadAsync(block, cancellationToken) == 0)
            {
                yield break;
            }

            yield return new(partial) { Kind = SpeechToTextResponseUpdateKind.TextUpdating };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }
}

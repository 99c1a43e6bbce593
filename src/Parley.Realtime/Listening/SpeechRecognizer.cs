using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parley.Listening;

/// <summary>Asks the engine for transcripts of one utterance. The one place that knows <see cref="ISpeechToTextClient"/>.</summary>
/// <remarks>Sound is headerless 16-bit mono PCM at <see cref="SpeechToTextOptions.SpeechSampleRate"/>; the end of the stream ends the utterance.</remarks>
internal sealed class SpeechRecognizer(ISpeechToTextClient engine, TranscriptionRequest request, TimeSpan deadline, TimeProvider time)
{
    /// <summary>Key of the phrases in <see cref="SpeechToTextOptions.AdditionalProperties"/>, an <c>IReadOnlyList&lt;string&gt;</c>.</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>Lets an engine that offers it get ready for the utterances to come.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the engine's work is not the loop's
        if (engine.GetService<IVocabularyWarmup>() is { } warmup)
        {
            await warmup.PrepareAsync(Options(), cancellation);
        }
    }

    /// <summary>The whole utterance, heard at once.</summary>
    /// <exception cref="TimeoutException">The engine took longer than its deadline.</exception>
    public async Task<string> TranscribeAsync(ReadOnlyMemory<byte> pcm, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var stream = new MemoryStream(pcm.ToArray(), writable: false);
            var response = await engine.GetTextAsync(stream, Options(), either.Token);
            return response.Text.Trim();
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The speech-to-text engine gave no transcript within {deadline.TotalSeconds:0.#} seconds.", cancelled);
        }
    }

    /// <summary>Hypotheses of the whole utterance so far, while it goes on.</summary>
    public async IAsyncEnumerable<string> ListenAsync(Stream pcm, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var update in engine.GetStreamingTextAsync(pcm, Options(), cancellation))
        {
            if (update.Text is { Length: > 0 } text)
            {
                yield return text;
            }
        }
    }

    private SpeechToTextOptions Options() => new()
    {
        ModelId = request.Model,
        SpeechLanguage = request.Language,
        SpeechSampleRate = InputAudioBuffer.SampleRate,
        AdditionalProperties = new() { [Vocabulary] = request.Vocabulary },
    };
}

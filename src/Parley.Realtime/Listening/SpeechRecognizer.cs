using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Listening;

/// <summary>Asks the engine for transcripts of one utterance. The one place that knows <see cref="ISpeechToTextClient"/>.</summary>
/// <remarks>Sound is headerless 16-bit mono PCM at <see cref="SpeechToTextOptions.SpeechSampleRate"/>; the end of the stream ends the utterance.</remarks>
internal sealed class SpeechRecognizer(ISpeechToTextClient engine, TranscriptionRequest request, TimeSpan deadline, TimeProvider time)
{
    /// <summary>Key of the phrases in <see cref="SpeechToTextOptions.AdditionalProperties"/>, an <c>IReadOnlyList&lt;string&gt;</c>.</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>
    /// Key of a <c>true</c> in <see cref="SpeechToTextOptions.AdditionalProperties"/>: somebody wants to know how sure the engine is. One that
    /// knows puts an <c>IReadOnlyList&lt;TokenLogprob&gt;</c> under the same key of <see cref="SpeechToTextResponse.AdditionalProperties"/>.
    /// </summary>
    public const string Logprobs = "logprobs";

    /// <summary>Lets an engine that offers it get ready for the utterances to come.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (engine.GetService<IVocabularyWarmup>() is { } warmup)
        {
            await warmup.PrepareAsync(Options(), cancellation);
        }
    }

    /// <summary>The whole utterance, heard at once.</summary>
    /// <exception cref="TimeoutException">The engine took longer than its deadline.</exception>
    public async Task<FinalTranscript> TranscribeAsync(ReadOnlyMemory<byte> pcm, CancellationToken cancellation) =>
        Final(await HearAsync(pcm, Options(), cancellation));

    /// <summary>The same for an utterance that may go on; null when the engine has no time for guesses.</summary>
    /// <inheritdoc cref="TranscribeAsync" path="/exception"/>
    public async Task<FinalTranscript?> GuessAsync(ReadOnlyMemory<byte> pcm, CancellationToken cancellation)
    {
        var options = Options();
        Speculation.Ask(options);
        var response = await HearAsync(pcm, options, cancellation);
        return Speculation.IsDeclined(response) ? null : Final(response);
    }

    /// <summary>Hypotheses of the whole utterance so far, while it goes on, and how much sound each is of if the engine says so.</summary>
    public async IAsyncEnumerable<(string Text, int? EndMs)> ListenAsync(Stream pcm, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var update in engine.GetStreamingTextAsync(pcm, Options(), cancellation))
        {
            if (update.Text is { Length: > 0 } text)
            {
                yield return (text, (int?)update.EndTime?.TotalMilliseconds);
            }
        }
    }

    private async Task<SpeechToTextResponse> HearAsync(ReadOnlyMemory<byte> pcm, SpeechToTextOptions options, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var stream = Read(pcm);
            return await engine.GetTextAsync(stream, options, either.Token);
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The speech-to-text engine gave no transcript within {deadline.TotalSeconds:0.#} seconds.", cancelled);
        }
    }

    private static FinalTranscript Final(SpeechToTextResponse response) => new(response.Text.Trim())
    {
        Logprobs = response.AdditionalProperties?.GetValueOrDefault(Logprobs) as IReadOnlyList<TokenLogprob>,
    };

    // over the utterance itself: minutes of speech are not copied to be read
    private static MemoryStream Read(ReadOnlyMemory<byte> pcm) => MemoryMarshal.TryGetArray(pcm, out var bytes)
        ? new(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new(pcm.ToArray(), writable: false);

    private SpeechToTextOptions Options()
    {
        var options = new SpeechToTextOptions
        {
            SpeechLanguage = request.Language,
            SpeechSampleRate = InputAudioBuffer.SampleRate,
            AdditionalProperties = new() { [Vocabulary] = request.Vocabulary },
        };
        if (request.Logprobs)
        {
            options.AdditionalProperties[Logprobs] = true;
        }

        return options;
    }
}

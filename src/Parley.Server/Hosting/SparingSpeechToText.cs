using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Parley.Listening;
using Parley.Sessions;

namespace Parley.Hosting;

/// <summary>A recogniser that does only what somebody waits for while the server is strained: no guesses, and no transcripts of speech that goes on.</summary>
internal sealed class SparingSpeechToText(ISpeechToTextClient inner, Func<bool> isStrained) : DelegatingSpeechToTextClient(inner)
{
    /// <summary>The same model with recognisers that spare the server.</summary>
    public static Pipeline In(Pipeline model, Func<bool> isStrained) => model with
    {
        SpeechToText = new SparingSpeechToText(model.SpeechToText, isStrained),
        TranscriptionModels = [.. model.TranscriptionModels.Select(each => each with { Recognizer = each.Recognizer is { } own ? new SparingSpeechToText(own, isStrained) : null })],
    };

    public override Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        Speculation.IsIn(options) && isStrained() ? Task.FromResult(Speculation.Declined()) : base.GetTextAsync(audioSpeechStream, options, cancellationToken);

    public override async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (isStrained())
        {
            yield break;
        }

        await foreach (var update in base.GetStreamingTextAsync(audioSpeechStream, options, cancellationToken))
        {
            yield return update;
        }
    }
}

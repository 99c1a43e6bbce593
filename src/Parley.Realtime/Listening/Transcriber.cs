using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Realtime;

namespace Parley.Listening;

/// <summary>The utterances of a session that are being transcribed. Everything but the reports happens on the session's loop.</summary>
/// <param name="engines">The recogniser by its name; null names the model's own.</param>
/// <param name="running">Where what it starts is watched.</param>
internal sealed partial class Transcriber(
    Func<string?, ISpeechToTextClient> engines, TimeSpan deadline, TimeProvider time, Func<string, Transcript, ValueTask> report, RunningWork running, ILogger log, CancellationToken sessionEnds)
{
    private readonly Dictionary<string, Utterance> _open = [];
    private Errand<bool>? _preparation;
    private Task _finals = Task.CompletedTask;

    /// <summary>Lets the engine get ready, if it wants to; nothing waits for it, and the newest request is the one that counts.</summary>
    public void Prepare(TranscriptionRequest request)
    {
        var earlier = EndPreparation();
        var recognizer = Recognizer(request);
        _preparation = new(cancellation => PrepareAsync(recognizer, earlier, cancellation), sessionEnds);
    }

    public void Begin(string itemId, TranscriptionRequest request) =>
        _open[itemId] = new(itemId, Recognizer(request), request, report, log, sessionEnds);

    public void Feed(string itemId, ReadOnlyMemory<short> samples) => Find(itemId)?.Feed(samples.Span);

    public void Anticipate(string itemId) => Find(itemId)?.Anticipate(_finals);

    /// <summary>The utterance is over. One is transcribed after the other: nobody's many utterances keep others from the engine.</summary>
    public void Finish(string itemId)
    {
        if (_open.Remove(itemId, out var utterance))
        {
            _finals = utterance.FinishAsync(_finals);
            running.Add(_finals);
        }
    }

    public void Abandon(string itemId)
    {
        if (_open.Remove(itemId, out var utterance))
        {
            running.Add(utterance.AbandonAsync());
        }
    }

    /// <summary>The session ends: its token has been cancelled.</summary>
    public void Stop()
    {
        foreach (var itemId in _open.Keys.ToArray())
        {
            Abandon(itemId);
        }

        _ = EndPreparation();
    }

    private SpeechRecognizer Recognizer(TranscriptionRequest request) => new(engines(request.Model), request, deadline, time);

    private Utterance? Find(string itemId) => _open.GetValueOrDefault(itemId);

    private Task EndPreparation()
    {
        var ended = _preparation?.CallOffAsync() ?? Task.CompletedTask;
        running.Add(ended);
        return ended;
    }

    private async Task<bool> PrepareAsync(SpeechRecognizer recognizer, Task earlier, CancellationToken cancellation)
    {
        try
        {
            await earlier;
            cancellation.ThrowIfCancellationRequested();
            await recognizer.PrepareAsync(cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false; // the session ended before it was needed, or needs something else now
        }
        catch (Exception engineFailure)
        {
            Log.NotPrepared(log, engineFailure); // the utterance itself will say what is wrong
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The speech-to-text engine could not get ready")]
        public static partial void NotPrepared(ILogger log, Exception failure);
    }
}

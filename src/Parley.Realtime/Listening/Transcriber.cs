using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Parley.Listening;

/// <summary>The utterances of a session that are being transcribed. Everything but the reports happens on the session's loop.</summary>
internal sealed partial class Transcriber(
    ISpeechToTextClient engine, TimeSpan deadline, TimeProvider time, Func<string, Transcript, ValueTask> report, ILogger log, CancellationToken sessionEnds)
{
    private readonly Dictionary<string, Utterance> _open = [];
    private readonly HashSet<Task> _running = [];

    /// <summary>Lets the engine get ready, if it wants to; nothing waits for it.</summary>
    public void Prepare(TranscriptionRequest request) => Watch(PrepareAsync(new SpeechRecognizer(engine, request, deadline, time)));

    public void Begin(string itemId, TranscriptionRequest request) =>
        _open[itemId] = new(itemId, new SpeechRecognizer(engine, request, deadline, time), request.Partials, report, log, sessionEnds);

    public void Feed(string itemId, ReadOnlyMemory<short> samples) => Find(itemId)?.Feed(samples.Span);

    public void Anticipate(string itemId) => Find(itemId)?.Anticipate();

    public void Finish(string itemId)
    {
        if (_open.Remove(itemId, out var utterance))
        {
            Watch(utterance.FinishAsync());
        }
    }

    public void Abandon(string itemId)
    {
        if (_open.Remove(itemId, out var utterance))
        {
            Watch(utterance.AbandonAsync());
        }
    }

    /// <summary>Ends when nothing of the session's transcribing runs any more; the session's token has been cancelled before.</summary>
    public async Task StopAsync()
    {
        foreach (var itemId in _open.Keys.ToArray())
        {
            Abandon(itemId);
        }

        await Task.WhenAll(_running);
    }

    private Utterance? Find(string itemId) => _open.GetValueOrDefault(itemId);

    private void Watch(Task work)
    {
        _running.RemoveWhere(task => task.IsCompletedSuccessfully);
        _running.Add(work);
    }

    private async Task PrepareAsync(SpeechRecognizer recognizer)
    {
        try
        {
            await recognizer.PrepareAsync(sessionEnds);
        }
        catch (OperationCanceledException) when (sessionEnds.IsCancellationRequested)
        {
            // the session ended before it was needed
        }
        catch (Exception engineFailure)
        {
            Log.NotPrepared(log, engineFailure); // the utterance itself will say what is wrong
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The speech-to-text engine could not get ready")]
        public static partial void NotPrepared(ILogger log, Exception failure);
    }
}

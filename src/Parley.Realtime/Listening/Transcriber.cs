using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Parley.Listening;

/// <summary>The utterances of a session that are being transcribed. Everything but the reports happens on the session's loop.</summary>
internal sealed class Transcriber(
    ISpeechToTextClient engine, TimeSpan deadline, TimeProvider time, Func<string, Transcript, ValueTask> report, ILogger log, CancellationToken sessionEnds)
{
    private readonly Dictionary<string, Utterance> _open = [];
    private readonly HashSet<Task> _running = [];

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
}

using System.Collections.Concurrent;

namespace Parley.Embedded.Flite;

/// <summary>A few threads that synthesize, first come first served. The queue holds at most one utterance per reader.</summary>
internal sealed class FliteWorkers : IDisposable
{
    private readonly BlockingCollection<FliteUtterance> _waiting = [];
    private readonly Thread[] _threads;

    public FliteWorkers(int count)
    {
        _threads = [.. Enumerable.Range(1, count).Select(n => new Thread(Work) { Name = $"flite-{n}", IsBackground = true })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>As many threads as there are processors, four at most: a second of speech takes some twelve milliseconds.</summary>
    public static int DefaultCount => Math.Clamp(Environment.ProcessorCount, 1, 4);

    public void Speak(FliteUtterance utterance) => _waiting.Add(utterance);

    /// <summary>Ends the threads after what is already waiting.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _waiting.Dispose();
    }

    private void Work()
    {
        foreach (var utterance in _waiting.GetConsumingEnumerable())
            utterance.Run();
    }
}

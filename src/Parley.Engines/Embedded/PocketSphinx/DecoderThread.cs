using System.Collections.Concurrent;

namespace Parley.Embedded.PocketSphinx;

/// <summary>A thread with a decoder of its own: work runs there one piece after the other, never on the thread pool.</summary>
internal sealed class DecoderThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Func<ModelFiles, Decoder> _open;
    private Decoder? _decoder;

    internal DecoderThread(string name, Func<ModelFiles, Decoder> open)
    {
        _open = open;
        new Thread(Loop) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>The vocabulary that the decoder knows now, or is about to.</summary>
    internal string? Key { get; private set; }

    /// <summary>Runs the work with a decoder that knows the vocabulary; its error is the task's.</summary>
    internal Task<T> Run<T>(ModelLease model, Func<Decoder, T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            if (cancellation.IsCancellationRequested)
            {
                done.SetCanceled(cancellation);
                return;
            }

            try
            {
                done.SetResult(work(Open(model)));
            }
            catch (Exception failure)
            {
                Close();
                done.SetException(failure);
            }
        }, CancellationToken.None);
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private Decoder Open(ModelLease model)
    {
        if (_decoder is { } decoder && Key == model.Key)
            return decoder;
        Close();
        _decoder = _open(model.Files);
        Key = model.Key;
        return _decoder;
    }

    // what a decoder is left with after an error is unknown: the next piece of work gets a new one
    private void Close()
    {
        _decoder?.Dispose();
        (_decoder, Key) = (null, null);
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
        Close();
        _work.Dispose();
    }
}

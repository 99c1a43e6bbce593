namespace Parley.Embedded.PocketSphinx;

/// <summary>The decoders of a process: leased per utterance. What somebody waits for waits for one, all else does without.</summary>
internal sealed class DecoderPool(int count, Func<ModelFiles, Decoder> open) : IDisposable
{
    private const int MostWarm = 2; // one for the whole utterance, one for the stream

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _free = new(count);
    // one decoder is never given to a stream, so that finals do not wait for speech to end
    private readonly SemaphoreSlim _streams = new(count - 1);
    private readonly List<DecoderThread> _idle = [];
    private readonly List<DecoderThread> _started = [];
    private bool _disposed;

    /// <summary>Waits for a free decoder, first come, first served.</summary>
    internal async Task<DecoderLease> LeaseAsync(ModelLease model, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _free.WaitAsync(cancellation);
        return new DecoderLease(Take(model), model, Return);
    }

    /// <summary>A decoder that is free at this moment and that nobody waits for, or null.</summary>
    internal DecoderLease? TryLease(ModelLease model)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _free.Wait(0) ? new DecoderLease(Take(model), model, Return) : null;
    }

    /// <summary>A free decoder that may learn the vocabulary; null if none is free, or enough know it.</summary>
    internal DecoderLease? TryLeaseToWarm(ModelLease model)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_free.Wait(0))
            return null;
        lock (_gate)
        {
            if (_started.Count(decoder => decoder.Key == model.Key) < Math.Min(MostWarm, count)
                && TakeNewOr(_idle.FindIndex(decoder => decoder.Key != model.Key)) is { } decoder)
                return new DecoderLease(decoder, model, Return);
        }

        _free.Release();
        return null;
    }

    /// <summary>A decoder for a stream, or null when none may be had at once.</summary>
    internal DecoderLease? TryLeaseForStream(ModelLease model)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_streams.Wait(0))
            return null;
        if (_free.Wait(0))
            return new DecoderLease(Take(model), model, decoder =>
            {
                Return(decoder);
                _streams.Release();
            });
        _streams.Release();
        return null;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var decoder in _idle)
                decoder.Dispose();
            _idle.Clear();
        }
    }

    // one that knows the vocabulary, else a new one, else the one idle longest
    private DecoderThread Take(ModelLease model)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var knows = _idle.FindLastIndex(decoder => decoder.Key == model.Key);
            return knows >= 0 ? TakeIdle(knows) : TakeNewOr(0)!;
        }
    }

    private DecoderThread? TakeNewOr(int idle)
    {
        if (_started.Count == count)
            return idle < 0 ? null : TakeIdle(idle);
        _started.Add(new DecoderThread($"pocketsphinx {_started.Count + 1}", open));
        return _started[^1];
    }

    private DecoderThread TakeIdle(int at)
    {
        var taken = _idle[at];
        _idle.RemoveAt(at);
        return taken;
    }

    private void Return(DecoderThread decoder)
    {
        lock (_gate)
        {
            if (_disposed)
                decoder.Dispose();
            else
                _idle.Add(decoder);
        }

        _free.Release();
    }
}

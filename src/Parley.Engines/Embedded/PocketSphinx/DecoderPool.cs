namespace Parley.Embedded.PocketSphinx;

/// <summary>The decoders of a process: leased per utterance, whole utterances wait for one, partial transcripts do without.</summary>
internal sealed class DecoderPool(int count, Func<Vocabulary, Decoder> open) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _free = new(count);
    // one decoder is never given to a stream, so that finals do not wait for speech to end
    private readonly SemaphoreSlim _streams = new(count - 1);
    private readonly List<DecoderThread> _idle = [];
    private int _started;
    private bool _disposed;

    /// <summary>Waits for a free decoder, first come, first served.</summary>
    internal async Task<DecoderLease> LeaseAsync(Vocabulary vocabulary, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _free.WaitAsync(cancellation);
        return new DecoderLease(Take(vocabulary), vocabulary, Return);
    }

    /// <summary>A decoder that is free at this moment, or null.</summary>
    internal DecoderLease? TryLease(Vocabulary vocabulary)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _free.Wait(0) ? new DecoderLease(Take(vocabulary), vocabulary, Return) : null;
    }

    /// <summary>A decoder for a stream, or null when none may be had at once.</summary>
    internal DecoderLease? TryLeaseForStream(Vocabulary vocabulary)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_streams.Wait(0))
            return null;
        if (_free.Wait(0))
            return new DecoderLease(Take(vocabulary), vocabulary, decoder =>
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
    private DecoderThread Take(Vocabulary vocabulary)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var at = _idle.FindLastIndex(decoder => decoder.Key == vocabulary.Key);
            if (at < 0 && _started < count)
                return new DecoderThread($"pocketsphinx {++_started}", open);
            var taken = _idle[Math.Max(at, 0)];
            _idle.Remove(taken);
            return taken;
        }
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

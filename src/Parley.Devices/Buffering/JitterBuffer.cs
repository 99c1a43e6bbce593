using Parley.Audio;

namespace Parley.Buffering;

/// <summary>Keeps sound that comes unevenly for a device that takes it evenly.</summary>
/// <remarks>
/// Its only clock is the device: what waits is measured in samples that were read meanwhile. <see cref="Write"/> and
/// <see cref="Clear"/> may come from any thread; <see cref="Read"/> is the device's, and neither allocates nor waits.
/// It starts with <c>lead</c> samples, or when less has waited for <c>patience</c> (a short answer is complete with
/// less). Running dry within an item is an underrun, after which it waits as at the start.
/// </remarks>
internal sealed class JitterBuffer
{
    private readonly int _lead;
    private readonly int _patience;
    private readonly long _most;
    private readonly PlayedLedger _ledger;
    private readonly Lock _writing = new();

    // written under the lock
    private QueuedSound _last;
    private string? _oddItem;
    private byte _odd;
    private long _written;
    private long _cut;
    private int _cuts;
    private long _dropped;

    // the reader's own
    private QueuedSound _current;
    private int _taken;
    private long _read;
    private long _waited;
    private bool _playing;
    private PlayedItem? _dryIn;
    private int _underruns;
    private int _cutsSeen;

    /// <param name="lead">Samples to have before it starts.</param>
    /// <param name="patience">Samples to wait for them at most, from the first.</param>
    /// <param name="most">Samples that may wait; what comes beyond is dropped and counted.</param>
    /// <param name="ledger">Is told what was read.</param>
    public JitterBuffer(int lead, int patience, long most, PlayedLedger ledger)
    {
        (_lead, _patience, _most, _ledger) = (lead, patience, most, ledger);
        _current = _last = new(null, default, 0);
    }

    /// <summary>Samples that wait to be read.</summary>
    public long Waiting => Math.Max(0, Volatile.Read(ref _written) - Math.Max(Volatile.Read(ref _read), Volatile.Read(ref _cut)));

    /// <summary>How often it ran dry within an item.</summary>
    public int Underruns => Volatile.Read(ref _underruns);

    /// <summary>Samples that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Appends sound.</summary>
    /// <param name="pcm">PCM16, little endian; its own after the call. Half a sample waits for the other half.</param>
    public void Write(string itemId, ReadOnlyMemory<byte> pcm)
    {
        lock (_writing)
        {
            pcm = Whole(itemId, pcm);
            var samples = pcm.Length / sizeof(short);
            if (samples == 0) return;
            if (Waiting + samples > _most)
            {
                Volatile.Write(ref _dropped, _dropped + samples);
                return;
            }

            var piece = new QueuedSound(_ledger.Of(itemId), pcm, _written);
            _last.Next = piece;
            _last = piece;
            Volatile.Write(ref _written, piece.End);
        }
    }

    /// <summary>Drops what waits; the next <see cref="Read"/> gives silence.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            _oddItem = null;
            Volatile.Write(ref _cut, _written);
            Volatile.Write(ref _cuts, _cuts + 1);
        }
    }

    /// <summary>Fills the span with sound and, where there is none, with silence.</summary>
    /// <returns>Samples of sound.</returns>
    public int Read(Span<short> samples)
    {
        SkipCut();
        if (!_playing && !MayStart(samples.Length))
        {
            samples.Clear();
            _ledger.Hand(null, samples.Length);
            return 0;
        }

        _playing = true;
        var given = 0;
        while (given < samples.Length && Piece() is { } piece) given += Take(piece, samples[given..]);
        if (given == samples.Length) return given;

        _playing = false;
        _dryIn = _current.Item;
        samples[given..].Clear();
        _ledger.Hand(null, samples.Length - given);
        return given;
    }

    private bool MayStart(int samples)
    {
        var waiting = Volatile.Read(ref _written) - _read;
        if (waiting == 0) return false;
        if (waiting < _lead && _waited < _patience)
        {
            _waited += samples;
            return false;
        }

        _waited = 0;
        if (_dryIn is not null && _dryIn == Piece()?.Item) Volatile.Write(ref _underruns, _underruns + 1);
        _dryIn = null;
        return true;
    }

    private void SkipCut()
    {
        var cuts = Volatile.Read(ref _cuts);
        if (cuts == _cutsSeen) return;

        _cutsSeen = cuts;
        var cut = Volatile.Read(ref _cut);
        (_playing, _waited, _dryIn) = (false, 0, null);
        while (_read < cut && Piece() is { } piece)
        {
            _taken = (int)(Math.Min(piece.End, cut) - piece.Start);
            Volatile.Write(ref _read, piece.Start + _taken);
        }
    }

    /// <summary>The piece that is read next, or null where all is read.</summary>
    private QueuedSound? Piece()
    {
        if (_taken < _current.Pcm.Length / sizeof(short)) return _current;
        if (_current.Next is not { } next) return null;
        (_current, _taken) = (next, 0);
        return next;
    }

    private int Take(QueuedSound piece, Span<short> samples)
    {
        var count = Math.Min((piece.Pcm.Length / sizeof(short)) - _taken, samples.Length);
        LittleEndian.ToSamples(piece.Pcm.Span.Slice(_taken * sizeof(short), count * sizeof(short)), samples);
        _taken += count;
        _ledger.Hand(piece.Item, count);
        Volatile.Write(ref _read, _read + count);
        return count;
    }

    private ReadOnlyMemory<byte> Whole(string itemId, ReadOnlyMemory<byte> pcm)
    {
        if (_oddItem == itemId && pcm.Length > 0) pcm = new([_odd, .. pcm.Span]);
        else if (_oddItem == itemId) return pcm;
        _oddItem = null;
        if (pcm.Length % sizeof(short) == 0) return pcm;

        (_oddItem, _odd) = (itemId, pcm.Span[^1]);
        return pcm[..^1];
    }
}

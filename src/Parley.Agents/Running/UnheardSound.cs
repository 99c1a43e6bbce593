using Parley.Protocol;

namespace Parley.Running;

/// <summary>The person's sound that a server may have to hear again: since the last turn that it has committed, and while there is none that listens.</summary>
/// <param name="format">Of the sound.</param>
internal sealed class UnheardSound(AudioFormat format)
{
    private const int RestMs = 2000;  // while nobody speaks: what a detector has not told of yet
    private const int MostMs = 60_000;

    private readonly LinkedList<ReadOnlyMemory<byte>> _pieces = [];
    private long _bytes;
    private long _from; // the place of the first piece on the server's clock, in bytes since the line was opened

    /// <summary>Sound that was lost because the gap was too long, in ms.</summary>
    public int LostMs { get; private set; }

    public IEnumerable<ReadOnlyMemory<byte>> Pieces => _pieces;

    public bool IsEmpty => _pieces.Count == 0;

    /// <param name="mayRest">Whether only its end can matter: nobody has begun to speak, and a server listens.</param>
    public void Add(ReadOnlyMemory<byte> pcm, bool mayRest)
    {
        _pieces.AddLast(pcm);
        _bytes += pcm.Length;
        Trim(format.BytesOf(mayRest ? RestMs : MostMs), isLoss: !mayRest);
    }

    /// <summary>A server has committed what was said up to here.</summary>
    /// <param name="endMs">On its clock, or null for all of it.</param>
    /// <returns>The turn's sound.</returns>
    public ReadOnlyMemory<byte> Commit(int? endMs)
    {
        var end = endMs is { } ms ? Math.Clamp((long)ms * format.BytesPerSecond / 1000 - _from, 0, _bytes) : _bytes;
        using var turn = new MemoryStream();
        while (_pieces.First is { Value: var piece } && turn.Length + piece.Length <= end)
        {
            turn.Write(piece.Span);
            Drop();
        }

        return turn.ToArray();
    }

    public void Clear()
    {
        while (_pieces.Count > 0)
        {
            Drop();
        }
    }

    /// <summary>A new connection's clock begins with what it is sent first: this.</summary>
    public void Restart() => _from = 0;

    private void Trim(long most, bool isLoss)
    {
        while (_bytes > most && _pieces.First is { Value: var piece })
        {
            LostMs += isLoss ? format.MsOf(piece.Length) : 0;
            Drop();
        }
    }

    private void Drop()
    {
        var length = _pieces.First!.Value.Length;
        _pieces.RemoveFirst();
        (_bytes, _from) = (_bytes - length, _from + length);
    }
}

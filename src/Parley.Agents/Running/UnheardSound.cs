using Parley.Protocol;

namespace Parley.Running;

/// <summary>The person's sound that a server may have to hear again: since the last turn that it has committed, and while there is none that listens.</summary>
/// <param name="format">Of the sound.</param>
internal sealed class UnheardSound(AudioFormat format)
{
    private const int PieceMs = 20;
    private const int RestMs = 2000;  // while nobody speaks: what a detector has not told of yet
    private const int MostMs = 60_000;

    private readonly LinkedList<ReadOnlyMemory<byte>> _pieces = [];
    private readonly Queue<long> _marks = []; // where commits of ours are, in bytes since the beginning
    private long _begin; // the place of the first piece since the beginning
    private long _end;
    private long _line; // where the line began to listen

    /// <summary>Sound that was lost because the gap was too long, in ms.</summary>
    public int LostMs { get; private set; }

    /// <summary>The sound piece by piece, and how many commits of ours follow each.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Pcm, int Commits)> Pieces
    {
        get
        {
            var at = _begin;
            foreach (var piece in _pieces)
            {
                at += piece.Length;
                yield return (piece, _marks.Count(mark => mark == at));
            }
        }
    }

    /// <summary>Whether nothing has come since the last mark.</summary>
    public bool IsEmpty => _end == (_marks.Count > 0 ? _marks.Last() : _begin);

    /// <param name="mayRest">Whether only its end can matter: nobody has begun to speak, and a server listens.</param>
    public void Add(ReadOnlyMemory<byte> pcm, bool mayRest)
    {
        for (var rest = pcm; rest.Length > 0; rest = rest[Math.Min(rest.Length, format.BytesOf(PieceMs))..])
        {
            _pieces.AddLast(rest[..Math.Min(rest.Length, format.BytesOf(PieceMs))]);
        }

        _end += pcm.Length;
        var most = format.BytesOf(mayRest ? RestMs : MostMs);
        while (_end - _begin > most)
        {
            LostMs += mayRest ? 0 : format.MsOf(_pieces.First!.Value.Length);
            Drop();
        }
    }

    /// <summary>A commit of ours is sent: what follows is another turn.</summary>
    public void Mark() => _marks.Enqueue(_end);

    /// <summary>A server has done a commit of ours.</summary>
    /// <returns>The turn's sound.</returns>
    public ReadOnlyMemory<byte> CommitToMark() => Take(_marks.TryDequeue(out var mark) ? mark : _end);

    /// <summary>A server has found the end of a turn.</summary>
    /// <param name="endMs">On its clock, or null for all there is.</param>
    /// <returns>The turn's sound.</returns>
    public ReadOnlyMemory<byte> Commit(int? endMs) => Take(endMs is { } ms ? _line + format.BytesOf(ms) : _end);

    /// <summary>Forgets what follows the last commit.</summary>
    public void Clear()
    {
        var kept = _marks.Count > 0 ? _marks.Last() : _begin;
        while (_end > kept && _pieces.Last is { Value: var piece })
        {
            _end -= piece.Length;
            _pieces.RemoveLast();
        }
    }

    /// <summary>Commits whose sound is lost are no more.</summary>
    /// <returns>How many.</returns>
    public int DropLostMarks()
    {
        var lost = 0;
        for (; _marks.TryPeek(out var mark) && mark <= _begin; lost++)
        {
            _marks.Dequeue();
        }

        return lost;
    }

    /// <summary>A new connection's clock begins with what it is sent first: this.</summary>
    public void Restart() => _line = _begin;

    private ReadOnlyMemory<byte> Take(long end)
    {
        using var turn = new MemoryStream();
        while (_pieces.First is { Value: var piece } && _begin + piece.Length <= end)
        {
            turn.Write(piece.Span);
            Drop();
        }

        return turn.ToArray();
    }

    private void Drop()
    {
        _begin += _pieces.First!.Value.Length;
        _pieces.RemoveFirst();
    }
}

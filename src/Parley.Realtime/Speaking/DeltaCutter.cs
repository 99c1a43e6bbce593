namespace Parley.Speaking;

/// <summary>Gathers sound and cuts it into deltas of 100 ms: whole 20 ms blocks but for the last of an answer.</summary>
internal sealed class DeltaCutter(int bytesOf100Ms)
{
    private readonly List<byte> _gathered = [];

    /// <summary>Takes sound and gives what is full.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> sound)
    {
        _gathered.AddRange(sound.Span);
        var whole = _gathered.Count / bytesOf100Ms * bytesOf100Ms;
        var full = _gathered[..whole].ToArray();
        _gathered.RemoveRange(0, whole);
        return Enumerable.Range(0, whole / bytesOf100Ms).Select(i => (ReadOnlyMemory<byte>)full.AsMemory(i * bytesOf100Ms, bytesOf100Ms));
    }

    /// <summary>What is left at the end of the answer; empty when nothing is.</summary>
    public ReadOnlyMemory<byte> Rest()
    {
        var rest = _gathered.ToArray();
        _gathered.Clear();
        return rest;
    }
}

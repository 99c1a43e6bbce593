namespace Parley.Running;

/// <summary>Ids that matter for a while: of more than a few hundred the oldest is forgotten, so that a long talk does not grow.</summary>
internal sealed class RecentIds
{
    private const int Most = 256;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    public void Add(string id)
    {
        if (_ids.Add(id))
        {
            _order.Enqueue(id);
            if (_order.Count > Most)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }

    public bool Contains(string id) => _ids.Contains(id);
}

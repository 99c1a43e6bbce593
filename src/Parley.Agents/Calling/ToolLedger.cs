namespace Parley.Calling;

/// <summary>Where a call stands.</summary>
internal enum CallState
{
    Requested,
    AwaitingApproval,
    Running,
    Done,
    Delivered,
}

/// <summary>Each call of a session, from the model's request until the server has its result: none is lost, none is told twice.</summary>
internal sealed class ToolLedger
{
    private const int Kept = 256; // told results, so that a call that a server names twice is known

    private readonly List<Entry> _entries = [];

    /// <summary>Calls whose result nobody has yet.</summary>
    public bool IsBusy => _entries.Exists(entry => entry.State < CallState.Done);

    /// <summary>Notes a call; a server may name one twice.</summary>
    /// <returns>Null for one that is known.</returns>
    public Entry? Request(ToolCall call, string responseId, RealtimeTool? tool)
    {
        if (Find(call.CallId) is not null)
        {
            return null;
        }

        var entry = new Entry(call, responseId) { Tool = tool };
        _entries.Add(entry);
        if (_entries.Count > Kept && _entries.Find(each => each.State == CallState.Delivered) is { } oldest)
        {
            _entries.Remove(oldest);
        }

        return entry;
    }

    /// <summary>Calls whose result has not been told.</summary>
    public IEnumerable<Entry> Open => _entries.Where(entry => entry.State < CallState.Delivered);

    public Entry? Find(string callId) => _entries.Find(entry => entry.Call.CallId == callId);

    /// <summary>Whether a response has made calls.</summary>
    public bool HasOf(string responseId) => _entries.Exists(entry => entry.ResponseId == responseId);

    /// <summary>Calls that wait for the end of the person's turn.</summary>
    public IEnumerable<Entry> Waiting => _entries.Where(entry => entry.State == CallState.Requested);

    /// <summary>The results to be told now: those of each response that has ended, and all of whose calls are done. They count as told.</summary>
    /// <param name="hasEnded">Whether a response has.</param>
    public IReadOnlyList<Entry> TakeDeliverable(Func<string, bool> hasEnded)
    {
        if (!_entries.Exists(entry => entry.State == CallState.Done))
        {
            return [];
        }

        List<Entry> deliverable =
        [
            .. _entries.GroupBy(entry => entry.ResponseId)
                .Where(response => hasEnded(response.Key) && response.All(entry => entry.State >= CallState.Done))
                .SelectMany(response => response.Where(entry => entry.State == CallState.Done)),
        ];
        deliverable.ForEach(entry => entry.State = CallState.Delivered);
        return deliverable;
    }

    /// <summary>One call.</summary>
    internal sealed class Entry(ToolCall call, string responseId)
    {
        public ToolCall Call => call;

        /// <summary>That asked for it.</summary>
        public string ResponseId => responseId;

        /// <summary>The function, as the agent that was asked had it.</summary>
        public RealtimeTool? Tool { get; init; }

        public CallState State { get; set; } = CallState.Requested;

        public ToolResult? Result { get; set; }

        /// <summary>Whether its result needs no answer: what asked for it was stopped.</summary>
        public bool IsUnwanted { get; set; }
    }
}

using Parley.Protocol;

namespace Parley.Responding;

/// <summary>Puts every result right behind its call, as chat models demand, and yet behind what was told before it came.</summary>
/// <remarks>
/// Where the assistant has spoken between a call and its result, the call moves down to the result. Left in its place, the
/// result would stand before that reply, and every model would take it for something that the reply has told.
/// </remarks>
internal sealed class PairedCalls
{
    /// <summary>Stands for the result of a call that was not answered yet: models refuse a call without one.</summary>
    public const string NoResult = "(no result yet)";

    private readonly IReadOnlyList<Item> _items;
    private readonly Dictionary<string, FunctionCallOutputItem> _results = []; // of two for one call, the last
    private readonly Dictionary<string, FunctionCallItem> _calls = [];
    private readonly HashSet<string> _moved = [];

    private PairedCalls(IReadOnlyList<Item> items)
    {
        _items = items;
        var spokeAt = -1;
        Dictionary<string, int> calledAt = [];
        for (var i = 0; i < items.Count; i++)
        {
            switch (items[i])
            {
                case FunctionCallItem call:
                    _calls[call.CallId ?? ""] = call;
                    calledAt[call.CallId ?? ""] = i;
                    break;
                case FunctionCallOutputItem result:
                    _results[result.CallId] = result;
                    if (calledAt.TryGetValue(result.CallId, out var at) && at < spokeAt)
                    {
                        _moved.Add(result.CallId);
                    }

                    break;
                case MessageItem { Role: Role.Assistant } said when ChatRequest.Contents(said).Count > 0:
                    spokeAt = i;
                    break;
            }
        }
    }

    /// <summary>The items in an order that any chat model takes; each call has a result.</summary>
    public static IEnumerable<Item> Of(IReadOnlyList<Item> items) => new PairedCalls(items).InOrder();

    private IEnumerable<Item> InOrder()
    {
        List<string> open = []; // calls whose results must follow before anything else does
        foreach (var item in _items)
        {
            if (item is FunctionCallItem call)
            {
                if (!_moved.Contains(call.CallId ?? ""))
                {
                    open.Add(call.CallId ?? "");
                    yield return call;
                }

                continue;
            }

            foreach (var each in Results(open).Concat(item is FunctionCallOutputItem result ? Late(result) : [item]))
            {
                yield return each;
            }

            open.Clear();
        }

        foreach (var result in Results(open))
        {
            yield return result;
        }
    }

    private IEnumerable<Item> Results(IEnumerable<string> calls) => calls.Select(id => _results.GetValueOrDefault(id) ?? new(id, NoResult));

    // What stands where the result came: itself with its call, itself alone if nobody saw its call, else nothing.
    private IEnumerable<Item> Late(FunctionCallOutputItem result) =>
        _moved.Contains(result.CallId) ? result == _results[result.CallId] ? [_calls[result.CallId], result] : []
        : _calls.ContainsKey(result.CallId) ? []
        : [result];
}

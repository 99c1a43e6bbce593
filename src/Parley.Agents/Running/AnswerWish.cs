using Parley.Protocol;

namespace Parley.Running;

/// <summary>What the agent is still to say: one <c>response.create</c> for each wish, and none while an answer is under way.</summary>
/// <remarks>Plain wishes are one: an answer to all that was said. Those with words of their own (a filler, a replacement) each have their turn.</remarks>
internal sealed class AnswerWish
{
    private const string Prefix = "parley_ask_";

    private readonly LinkedList<ResponseParams?> _wanted = [];
    private string? _askedAs;
    private ResponseParams? _askedHow; // of the answer that is asked for, or under way
    private bool _wasAskedAgain;
    private bool _isExpected; // the server is about to answer of its own: the person's turn has ended
    private int _number;

    /// <summary>The answer that is under way.</summary>
    public string? ActiveId { get; private set; }

    public bool IsIdle => !IsBusy && _wanted.Count == 0;

    /// <summary>Whether an answer is under way, or asked for.</summary>
    public bool IsBusy => ActiveId is not null || IsAwaited;

    /// <summary>Whether an answer should begin any moment.</summary>
    public bool IsAwaited => _isExpected || _askedAs is not null;

    /// <summary>Counts each time that an answer is waited for.</summary>
    public int Awaited { get; private set; }

    /// <summary>An answer of these words, whatever was said.</summary>
    public static ResponseParams Exactly(string words) => new()
    {
        Instructions = $"Say exactly: \"{words}\"",
        Input = [], // nothing else is to be said
        ToolChoice = ToolChoice.None,
    };

    public void Want(ResponseParams? how = null)
    {
        if (how is not null || !_wanted.Contains(null))
        {
            _wanted.AddLast(how);
        }
    }

    /// <summary>What was said is not to be answered.</summary>
    public void Drop() => _wanted.Remove((ResponseParams?)null);

    /// <summary>How the answer that is asked for, or under way, was asked for.</summary>
    public ResponseParams? How => _askedHow;

    public void Expect() => (_isExpected, Awaited) = (true, Awaited + 1);

    /// <summary>What to send now, if there is anything to ask for.</summary>
    public ResponseCreate? Ask()
    {
        if (_wanted.First is not { Value: var how } || IsBusy)
        {
            return null;
        }

        _wanted.RemoveFirst();
        (_askedAs, _askedHow, Awaited) = ($"{Prefix}{++_number}", how, Awaited + 1);
        return new(how) { EventId = _askedAs };
    }

    /// <param name="knowsAll">Whether the server had heard everything that an answer is wanted for, so that this one will do.</param>
    public void Created(string id, bool knowsAll)
    {
        var isOurs = _askedAs is not null;
        if (!isOurs)
        {
            _askedHow = null;
            if (knowsAll)
            {
                _wanted.Remove((ResponseParams?)null);
            }
        }

        (ActiveId, _isExpected, _askedAs) = (id, false, null);
    }

    public void Done(string id)
    {
        if (ActiveId == id)
        {
            (ActiveId, _askedHow, _wasAskedAgain) = (null, null, false);
        }
    }

    /// <summary>The server has answered an ask with an error.</summary>
    /// <returns>Whether it was an ask of ours, and will be made again: an answer of the server's own came first.</returns>
    public bool Refused(string? eventId, string? code)
    {
        if (eventId?.StartsWith(Prefix, StringComparison.Ordinal) is not true)
        {
            return false;
        }

        _askedAs = _askedAs == eventId ? null : _askedAs;
        if (code != "conversation_already_has_active_response")
        {
            return false;
        }

        Again();
        return true;
    }

    /// <summary>No answer has begun for too long: it is asked for (again).</summary>
    public void Overdue()
    {
        (_isExpected, _askedAs) = (false, null);
        Again();
    }

    /// <summary>The line is gone, and with it what was under way.</summary>
    /// <param name="isCut">Whether an answer was, that nobody has got whole.</param>
    /// <returns>Whether an answer that was cut is lost: it was asked for a second time already.</returns>
    public bool Lost(bool isCut)
    {
        var isLost = isCut && _wasAskedAgain;
        if (IsAwaited || (isCut && !isLost))
        {
            Again();
        }

        (ActiveId, _isExpected, _askedAs) = (null, false, null);
        _wasAskedAgain = isCut && !isLost;
        return isLost;
    }

    private void Again()
    {
        if (_askedHow is not null || !_wanted.Contains(null))
        {
            _wanted.AddFirst(_askedHow);
        }

        _askedHow = null;
    }
}

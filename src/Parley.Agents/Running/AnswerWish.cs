using Parley.Protocol;

namespace Parley.Running;

/// <summary>Whether the agent is to answer: one <c>response.create</c> for one wish, and none while an answer is under way.</summary>
internal sealed class AnswerWish
{
    private const string Prefix = "parley_ask_";

    private ResponseParams? _how;
    private bool _isWanted;
    private string? _askedAs;
    private ResponseParams? _askedHow;
    private bool _wasAskedAgain;
    private int _number;

    /// <summary>The answer that is under way.</summary>
    public string? ActiveId { get; private set; }

    /// <summary>Whether the server is about to answer of its own: the person's turn has ended.</summary>
    public bool IsExpected { get; private set; }

    public bool IsIdle => ActiveId is null && !IsExpected && _askedAs is null && !_isWanted;

    /// <summary>Whether an answer is under way, or asked for.</summary>
    public bool IsBusy => ActiveId is not null || IsExpected || _askedAs is not null;

    public void Want(ResponseParams? how = null) => (_isWanted, _how) = (true, how);

    public void Expect() => IsExpected = true;

    /// <summary>What to send now, if there is anything to ask for.</summary>
    public ResponseCreate? Ask()
    {
        if (!_isWanted || IsBusy)
        {
            return null;
        }

        (_askedAs, _askedHow, _isWanted, _how) = ($"{Prefix}{++_number}", _how, false, null); // what is wanted from now on is another answer
        return new(_askedHow) { EventId = _askedAs };
    }

    /// <param name="knowsAll">Whether the server had heard everything that an answer is wanted for, so that this one will do.</param>
    public void Created(string id, bool knowsAll)
    {
        if (_askedAs is null && knowsAll)
        {
            (_isWanted, _how) = (false, null); // the server's own
        }

        (ActiveId, IsExpected, _askedAs) = (id, false, null);
    }

    public void Done(string id)
    {
        if (ActiveId == id)
        {
            (ActiveId, _wasAskedAgain) = (null, false);
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

        if (!_isWanted)
        {
            (_isWanted, _how) = (true, _askedHow);
        }

        return true;
    }

    /// <summary>The line is gone, and with it what was under way.</summary>
    /// <param name="isCut">Whether an answer was, that nobody has got whole.</param>
    /// <returns>Whether an answer that was cut is lost: it was asked for a second time already.</returns>
    public bool Lost(bool isCut)
    {
        var wasOwed = IsExpected || _askedAs is not null || _isWanted;
        var isLost = isCut && _wasAskedAgain;
        (ActiveId, IsExpected, _askedAs) = (null, false, null);
        _isWanted = wasOwed || (isCut && !isLost);
        _wasAskedAgain = isCut && !isLost;
        return isLost;
    }
}

using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>Where the time of a turn went: marks from the end of the user's speech to the end of the answer, tool calls included.</summary>
/// <param name="isWanted">Whether anybody will read it: otherwise nothing is noted.</param>
internal sealed class TurnTrace(bool isWanted)
{
    private readonly List<(string Name, DateTimeOffset At)> _marks = [];
    private readonly HashSet<string> _once = [];
    private string? _itemId;

    /// <summary>A turn of speech has ended.</summary>
    /// <param name="silence">How long ago the last sound of speech was.</param>
    public void Begin(string itemId, TimeSpan silence, DateTimeOffset at)
    {
        Reset();
        _itemId = itemId;
        Mark("speech_ended", at - silence);
        Mark("speech_stopped", at);
    }

    public void Transcript(string itemId, DateTimeOffset at)
    {
        if (itemId == _itemId)
        {
            Once("transcript", at);
        }
    }

    public void Mark(string name, DateTimeOffset at)
    {
        if (isWanted)
        {
            _marks.Add((name, at));
        }
    }

    /// <summary>Marks what a response has come to.</summary>
    /// <returns>The waterfall, when the response is done and somebody wants it.</returns>
    public ParleyTurnTrace? Follow(Response response, ResponseStep step, DateTimeOffset at)
    {
        switch (step)
        {
            case Began: Once("first_token", at); break;
            case Sounded: Once("first_audio", at); break;
            case Called: Mark("function_call", at); break;
        }

        return response.IsDone ? Done(response.Id, response.HasCalled, at) : null;
    }

    /// <summary>Marks only the first of its kind since the turn, or since the last function call.</summary>
    public void Once(string name, DateTimeOffset at)
    {
        if (_once.Add(name))
        {
            Mark(name, at);
        }
    }

    /// <summary>The waterfall as it stands when a response is done; null if nobody wants it. A turn goes on through the functions it calls.</summary>
    public ParleyTurnTrace? Done(string responseId, bool hasCalled, DateTimeOffset at)
    {
        if (!isWanted)
        {
            return null;
        }

        Mark("response_done", at);
        var first = _marks[0].At;
        var trace = new ParleyTurnTrace(responseId, _itemId, [.. _marks.Select(mark => new TraceMark(mark.Name, (mark.At - first).TotalMilliseconds))]);
        if (hasCalled)
        {
            _once.Clear();
        }
        else
        {
            Reset();
        }

        return trace;
    }

    private void Reset()
    {
        _marks.Clear();
        _once.Clear();
        _itemId = null;
    }
}

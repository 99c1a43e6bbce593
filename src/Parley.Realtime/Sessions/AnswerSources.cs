using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>What the model has read since the user's turn, for the answer to name as its sources.</summary>
/// <param name="isWanted">Whether anybody will read it.</param>
internal sealed class AnswerSources(bool isWanted, SessionWriter writer)
{
    private readonly List<Annotation> _read = [];

    public void NewTurn() => _read.Clear();

    public void Add(IEnumerable<Annotation> sources)
    {
        if (isWanted)
        {
            _read.AddRange(sources.Except(_read));
        }
    }

    /// <summary>Tells the sources of an answer that is done and has said something.</summary>
    public void Tell(Response response)
    {
        if (_read.Count > 0 && response is { IsDone: true, MessageId: { } messageId, Plan.Line: null })
        {
            writer.Emit(new ParleyResponseSources(response.Id, messageId, [.. _read]));
            _read.Clear();
        }
    }
}

using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>What holds of the events of any session, whatever its client and its engines do.</summary>
internal sealed class Invariants
{
    private readonly HashSet<string> _eventIds = [];
    private readonly HashSet<string> _responses = [];
    private readonly HashSet<string> _doneResponses = [];
    private readonly Dictionary<(string Response, int Index), string> _openOutput = [];
    private readonly HashSet<(string Response, int Index)> _closedOutput = [];
    private readonly HashSet<(string Response, string Item)> _silent = [];
    private readonly Dictionary<string, bool> _items = []; // whether done
    private readonly HashSet<string> _committed = [];
    private readonly HashSet<string> _transcribed = [];
    private readonly Dictionary<string, string> _calls = []; // of the server's functions, with their responses
    private readonly HashSet<string> _running = [];
    private string? _active;

    /// <param name="isOver">The session ended by itself, so what was open stays open.</param>
    public static void Check(IEnumerable<ServerEvent> events, bool isOver)
    {
        var invariants = new Invariants();
        foreach (var each in events)
        {
            invariants.Take(each);
        }

        if (!isOver)
        {
            invariants._responses.Except(invariants._doneResponses).ShouldBeEmpty("every response is done");
            invariants._openOutput.ShouldBeEmpty("every output item is done");
        }

        invariants._committed.Except(invariants._items.Where(item => item.Value).Select(item => item.Key)).ShouldBeEmpty("every committed item is added and done");
    }

    private void Take(ServerEvent each)
    {
        _eventIds.Add(each.EventId.ShouldNotBeNull()).ShouldBeTrue("event ids are unique");
        switch (each)
        {
            case ResponseCreated { Response: var response }: Begin(response); break;
            case ResponseDone { Response: var response }: End(response); break;
            case ResponseOutputItemAdded added: Open(added); break;
            case ResponseOutputItemDone done: Close(done); break;
            case ResponseContentPartAdded part: Inside(part.ResponseId, part.OutputIndex, part.ItemId); break;
            case ResponseContentPartDone part: Inside(part.ResponseId, part.OutputIndex, part.ItemId); break;
            case ResponseOutputTextDelta delta: Inside(delta.ResponseId, delta.OutputIndex, delta.ItemId); break;
            case ResponseOutputTextDone done: Inside(done.ResponseId, done.OutputIndex, done.ItemId); break;
            case ResponseOutputAudioTranscriptDelta delta: Inside(delta.ResponseId, delta.OutputIndex, delta.ItemId); break;
            case ResponseOutputAudioTranscriptDone done: Inside(done.ResponseId, done.OutputIndex, done.ItemId); break;
            case ResponseFunctionCallArgumentsDelta delta: Inside(delta.ResponseId, delta.OutputIndex, delta.ItemId); break;
            case ResponseFunctionCallArgumentsDone done: Inside(done.ResponseId, done.OutputIndex, done.ItemId); break;
            case ResponseOutputAudioDelta delta:
                Inside(delta.ResponseId, delta.OutputIndex, delta.ItemId);
                _silent.ShouldNotContain((delta.ResponseId, delta.ItemId), "no sound follows output_audio.done");
                break;
            case ResponseOutputAudioDone done:
                Inside(done.ResponseId, done.OutputIndex, done.ItemId);
                _silent.Add((done.ResponseId, done.ItemId)).ShouldBeTrue("output_audio.done comes once");
                break;
            case ResponseMcpCallArgumentsDelta delta: Inside(delta.ResponseId, delta.OutputIndex, delta.ItemId); break;
            case ResponseMcpCallArgumentsDone done:
                Inside(done.ResponseId, done.OutputIndex, done.ItemId);
                _calls.Add(done.ItemId, done.ResponseId);
                break;
            case ResponseMcpCallInProgress { ItemId: var id }: _running.Add(id).ShouldBeTrue("a call begins once"); break;
            case ResponseMcpCallCompleted { ItemId: var id }: Return(id); break;
            case ResponseMcpCallFailed { ItemId: var id }: Return(id); break;
            case InputAudioBufferCommitted { ItemId: var id }: _committed.Add(id).ShouldBeTrue("an item is committed once"); break;
            case ConversationItemAdded { Item.Id: { } id }: _items.TryAdd(id, false).ShouldBeTrue($"{id} is added once"); break;
            case ConversationItemDone { Item.Id: { } id }:
                _items.TryGetValue(id, out var isDone).ShouldBeTrue($"{id} is added before it is done");
                isDone.ShouldBeFalse($"{id} is done once");
                _items[id] = true;
                break;
            case ConversationItemDeleted { ItemId: var id }:
                _items.Remove(id).ShouldBeTrue($"{id} is added before it is deleted");
                _committed.Remove(id);
                _transcribed.Remove(id);
                break;
            case InputAudioTranscriptionDelta { ItemId: var id }: _transcribed.ShouldNotContain(id, "no delta follows the transcript"); break;
            case InputAudioTranscriptionCompleted { ItemId: var id }: Transcribe(id); break;
            case InputAudioTranscriptionFailed { ItemId: var id }: Transcribe(id); break;
        }
    }

    private void Begin(ResponseInfo response)
    {
        _responses.Add(response.Id).ShouldBeTrue("a response begins once");
        if (response.ConversationId is not null)
        {
            _active.ShouldBeNull("one response at a time");
            _active = response.Id;
        }
    }

    private void End(ResponseInfo response)
    {
        _responses.ShouldContain(response.Id);
        _doneResponses.Add(response.Id).ShouldBeTrue("a response ends once");
        _openOutput.Keys.Where(key => key.Response == response.Id).ShouldBeEmpty("output items are done before their response");
        response.Output.Count.ShouldBe(_closedOutput.Count(key => key.Response == response.Id));
        response.Usage.ShouldNotBeNull().TotalTokens.ShouldBe(response.Usage.InputTokens + response.Usage.OutputTokens);
        if (response.Id == _active)
        {
            _active = null;
        }
    }

    private void Open(ResponseOutputItemAdded added)
    {
        _responses.ShouldContain(added.ResponseId);
        _doneResponses.ShouldNotContain(added.ResponseId);
        _closedOutput.ShouldNotContain((added.ResponseId, added.OutputIndex));
        _openOutput.TryAdd((added.ResponseId, added.OutputIndex), added.Item.Id!).ShouldBeTrue("an output index is used once");
    }

    private void Close(ResponseOutputItemDone done)
    {
        Inside(done.ResponseId, done.OutputIndex, done.Item.Id!);
        _openOutput.Remove((done.ResponseId, done.OutputIndex));
        _closedOutput.Add((done.ResponseId, done.OutputIndex)).ShouldBeTrue("an output item is done once");
    }

    private void Inside(string response, int index, string item)
    {
        _doneResponses.ShouldNotContain(response, "nothing of a response follows its end");
        _openOutput.GetValueOrDefault((response, index)).ShouldBe(item, "an item is added before anything names it, and nothing names it after it is done");
    }

    private void Return(string call)
    {
        _running.Remove(call).ShouldBeTrue("a call begins before it is over, and is over once");
        _doneResponses.ShouldContain(_calls[call], "a call is over after its response is done");
    }

    private void Transcribe(string id)
    {
        _items.ShouldContainKey(id, "an item is added before its transcript");
        _transcribed.Add(id).ShouldBeTrue("one transcript for each item");
    }
}

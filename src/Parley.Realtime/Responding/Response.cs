using System.Text;
using Parley.Conversations;
using Parley.Protocol;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>One reply: turns steps into the protocol's events, in the protocol's order.</summary>
/// <param name="conversation">Where its items go; null for a response outside the conversation.</param>
/// <param name="emit">Takes an event for the client.</param>
public sealed class Response(string id, ResponsePlan plan, Conversation? conversation, Ids ids, Action<ServerEvent> emit)
{
    private const int ArgumentsDelta = 64;
    private const int MsPerAudioToken = 50;

    private readonly List<(ConversationEntry Entry, int Index)> _held = []; // what clients answer
    private readonly List<StartedCall> _started = [];
    private readonly List<Item> _output = [];
    private readonly StringBuilder _written = new();
    private TokenCount _read;
    private string _began = "";
    private string _after = "";
    private SpokenMessage? _message;
    private int _outputIndex;

    public string Id => id;

    public ResponsePlan Plan { get; private set; } = plan;

    /// <summary>It has called the client's functions, or asked for an approval: clients answer before <c>response.done</c>, so what they send waits for it.</summary>
    public bool HasCalled => _held.Count > 0;

    /// <summary>The calls whose outputs clients will give.</summary>
    public IEnumerable<string> CallIds => _held.Select(held => held.Entry.Item).OfType<FunctionCallItem>().Select(call => call.CallId!);

    /// <summary>Its message, once it has said something.</summary>
    public string? MessageId { get; private set; }

    /// <summary>Milliseconds of sound that were sent to the client.</summary>
    public int SoundedMs { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>What it has cost, once it is done.</summary>
    public int Tokens { get; private set; }

    public void Create() => emit(new ResponseCreated(Info(ResponseStatus.InProgress, null, null)));

    /// <summary>The model is being asked: from now on, the response costs something, and what else is added comes behind its items.</summary>
    /// <param name="completed">The plan, now that it is known what the server can run for it.</param>
    /// <param name="tokens">What it reads, as far as anybody can tell before it has.</param>
    public void Begin(ResponsePlan completed, TokenCount tokens)
    {
        (Plan, _read) = (completed, tokens);
        _began = _after = conversation?.LastItemId ?? Conversation.Root;
    }

    /// <summary>Makes calls that were asked for in another response and have been approved; there is nothing else to say.</summary>
    public void Make(IEnumerable<ApprovedCall> calls)
    {
        Begin(Plan, default);
        foreach (var (function, arguments, requestId) in calls)
        {
            Start(function, arguments, requestId);
        }

        End(ResponseStatus.Completed, null, new(0, 0));
    }

    /// <summary>The calls that the server has to run now; each is given once.</summary>
    public IReadOnlyList<StartedCall> TakeStarted()
    {
        StartedCall[] started = [.. _started];
        _started.Clear();
        return started;
    }

    /// <summary>Keeps what was looked up inside the response for those that come after it.</summary>
    public void Remember(string name, string arguments, string result) => conversation?.Remember(ids, name, arguments, result, _began);

    public void Apply(ResponseStep step)
    {
        switch (step)
        {
            case Began: break;
            case Said(var text): Say(text); break;
            case Sounded(var audio): Sound(audio); break;
            case Called call: Call(call); break;
            case Finished { IncompleteReason: { } reason } end: End(ResponseStatus.Incomplete, new(ResponseStatus.Incomplete, reason), end); break;
            case Finished end: End(ResponseStatus.Completed, null, end); break;
            case Failed(var error): End(ResponseStatus.Failed, new(ResponseStatus.Failed, Error: error), new(null, null)); break;
            default: throw new NotSupportedException($"{step.GetType().Name} is no step that a response knows.");
        }
    }

    /// <param name="reason"><c>turn_detected</c> or <c>client_cancelled</c>.</param>
    public void Cancel(string reason) => End(ResponseStatus.Cancelled, new(ResponseStatus.Cancelled, reason), new(null, null));

    /// <summary>Lets go of the sound of what is being said.</summary>
    public void ForgetSound() => _message?.TakeSound().Clear();

    private void Say(string text)
    {
        _written.Append(text);
        Message().Say(text);
    }

    private void Sound(ReadOnlyMemory<byte> audio)
    {
        Message().Sound(audio);
        SoundedMs += Plan.Format.MsOf(audio.Length);
    }

    private SpokenMessage Message()
    {
        if (_message is { } open)
        {
            return open;
        }

        var (entry, index) = Open(new MessageItem(Role.Assistant, []) { Id = ids.Item(), Status = ItemStatus.InProgress });
        MessageId = entry.Id;
        _message = new(id, entry, index, Plan, conversation?.AudioLimit ?? 0, emit);
        _message.Open();
        return _message;
    }

    private void Call(Called call)
    {
        _written.Append(call.Name).Append(call.Arguments);
        if (Plan.Functions.FirstOrDefault(function => function.Name == call.Name) is not { } served)
        {
            CallClient(call);
        }
        else if (served.NeedsApproval)
        {
            Ask(served, call.Arguments);
        }
        else
        {
            Start(served, call.Arguments, requestId: null);
        }
    }

    private void CallClient(Called call)
    {
        CloseMessage(ItemStatus.Completed, isWhole: true);
        var callId = ids.Call();
        var begun = new FunctionCallItem(call.Name, callId) { Id = ids.Item(), Status = ItemStatus.InProgress };
        var (entry, index) = Open(begun);
        foreach (var delta in Deltas(call.Arguments))
        {
            emit(new ResponseFunctionCallArgumentsDelta(id, begun.Id!, index, callId, delta));
        }

        emit(new ResponseFunctionCallArgumentsDone(id, begun.Id!, index, callId, call.Name, call.Arguments));
        entry.Item = begun with { Arguments = call.Arguments };
        _held.Add((entry, index));
    }

    private void Ask(ServerFunction function, string arguments)
    {
        CloseMessage(ItemStatus.Completed, isWhole: true);
        var (entry, index) = Open(new McpApprovalRequestItem(function.ServerLabel, function.ToolName, arguments) { Id = ids.Item() });
        _held.Add((entry, index));
        _started.Add(new(entry, index, function, arguments, IsAsked: true));
    }

    private void Start(ServerFunction function, string arguments, string? requestId)
    {
        CloseMessage(ItemStatus.Completed, isWhole: true);
        var begun = new McpCallItem(function.ServerLabel, function.ToolName, "", requestId) { Id = ids.Item() };
        var (entry, index) = Open(begun);
        foreach (var delta in Deltas(arguments))
        {
            emit(new ResponseMcpCallArgumentsDelta(id, begun.Id!, index, delta));
        }

        emit(new ResponseMcpCallArgumentsDone(id, begun.Id!, index, arguments));
        Close(entry, index, begun with { Arguments = arguments });
        _started.Add(new(entry, index, function, arguments, IsAsked: false));
    }

    private static IEnumerable<string> Deltas(string arguments) => arguments.Chunk(ArgumentsDelta).Select(piece => new string(piece));

    private (ConversationEntry Entry, int Index) Open(Item item)
    {
        var index = _outputIndex++;
        emit(new ResponseOutputItemAdded(id, index, item));
        if (conversation is null)
        {
            return (new(item), index);
        }

        var isThere = _after == Conversation.Root || conversation.Find(_after) is not null; // clients delete what they like
        var entry = conversation.Add(item, isThere ? _after : null);
        _after = entry.Id;
        emit(new ConversationItemAdded(conversation.Previous(entry), item));
        return (entry, index);
    }

    private void End(ResponseStatus status, StatusDetails? details, Finished end)
    {
        if (status == ResponseStatus.Completed && _outputIndex == 0)
        {
            Message(); // an answer without a word is still an answer: clients wait for its item
        }

        var closed = status == ResponseStatus.Completed ? ItemStatus.Completed : ItemStatus.Incomplete;
        CloseMessage(closed, isWhole: status is ResponseStatus.Completed or ResponseStatus.Incomplete);
        foreach (var (entry, index) in _held) // held back until now: clients answer a call on its output_item.done
        {
            Close(entry, index, entry.Item is FunctionCallItem ? entry.Item with { Status = closed } : entry.Item);
        }

        IsDone = true;
        var usage = Cost(end);
        Tokens = usage.TotalTokens;
        emit(new ResponseDone(Info(status, details, usage)));
    }

    private void CloseMessage(ItemStatus status, bool isWhole)
    {
        if (_message is not { } message)
        {
            return;
        }

        _message = null;
        Close(message.Entry, message.OutputIndex, message.Close(status, isWhole));
        conversation?.Keep(message.Entry, message.TakeSound(), Plan.Format);
    }

    private void Close(ConversationEntry entry, int index, Item item)
    {
        entry.Item = item;
        if (conversation is not null && conversation.Holds(entry))
        {
            emit(new ConversationItemDone(conversation.Previous(entry), item));
        }

        emit(new ResponseOutputItemDone(id, index, item));
        _output.Add(item);
    }

    // The model counts what it reads and writes, or we estimate it. Sound it never sees; that is counted as the service does.
    private Usage Cost(Finished end)
    {
        var text = end.InputTokens is { } counted ? Math.Max(0, counted - _read.Image) : _read.Text;
        var cached = Math.Min(end.CachedTokens, text);
        return Usage.Of(
            new(text, _read.Audio, _read.Image, cached) { CachedTokensDetails = new(cached) },
            new(end.OutputTokens ?? TokenEstimate.Of($"{_written}"), SoundedMs / MsPerAudioToken));
    }

    private ResponseInfo Info(ResponseStatus status, StatusDetails? details, Usage? usage) => new(
        id, status, details, [.. _output], conversation?.Id, Plan.Modalities, Plan.MaxOutputTokens, new(new(Plan.Format, Plan.Voice)), usage, Plan.Metadata)
    {
        Temperature = Plan.Temperature,
    };
}

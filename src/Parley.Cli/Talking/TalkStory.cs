using System.Globalization;
using Parley.Agents;
using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>What happens in a talk, told to the person and to the log, and what is still to come of it.</summary>
/// <param name="lastSpeechAt">When the person last spoke, as far as the microphone tells.</param>
/// <param name="isAnswered">Whether the server answers a turn by itself.</param>
internal sealed class TalkStory(ITalkView view, TalkLog log, TurnClock clock, Func<long> lastSpeechAt, bool isAnswered)
{
    private const int MostShown = 400;
    private const int ManyCuts = 3;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<string, string> _calls = []; // by their ids, until their results are sent
    private Type? _words;
    private int _cutsAtOnce;
    private bool _isOwed;
    private bool _isActive;
    private string? _cut; // the item that was broken off, until it is known how much of it was heard

    /// <summary>Whether the person speaks.</summary>
    public bool IsPersonSpeaking { get; private set; }

    /// <summary>Whether a turn, a call or an answer is under way.</summary>
    public bool IsBusy => IsPersonSpeaking || IsThinking;

    public bool IsThinking => _isOwed || _isActive || _calls.Count > 0;

    public bool HasAnswered { get; private set; }

    public int Interruptions { get; private set; }

    /// <summary>What the person says, as far as it was understood.</summary>
    public string Heard { get; private set; } = "";

    /// <summary>What the agent says, as far as it has come.</summary>
    public string Said { get; private set; } = "";

    /// <summary>The functions that run.</summary>
    public IEnumerable<string> Calls => _calls.Values;

    /// <summary>The person's turn is over, and an answer was asked for.</summary>
    public void Owe(long endedAt)
    {
        _isOwed = true;
        clock.TurnEnds(endedAt);
    }

    public void Tell(RealtimeSessionEvent happened)
    {
        switch (happened)
        {
            case RealtimeRawServerEvent(var said): Hear(said); break;
            case RealtimeAudio sound: clock.Sounds(sound.ItemId); break;
            case RealtimeToolEnd(_, var call, var result): TellResult(call.Name, call.CallId, result.Output, result.Error); break;
            case RealtimeHistoryAdded(FunctionCallOutputItem output): _isOwed |= _calls.Remove(output.CallId); break;
            case RealtimeAudioInterrupted cut: TellInterruption(cut); break;
            case RealtimeHistoryUpdated(var history) when _cut is not null: TellHeard(history); break;
            case RealtimeReconnecting(var because): TellLoss(because); break;
            case RealtimeReconnected(var wasPlanned): TellReconnected(wasPlanned); break;
            case RealtimeInputAudioTimeout: log.Write("input_timeout"); break;
            case RealtimeEventsDropped(var count): view.Note($"This machine is so slow that {count} events were left out."); break;
            case RealtimeError(var code, var message): TellError(code, message); break;
        }
    }

    /// <summary>The talk is over: half sentences count as they are.</summary>
    public void End() => EndAnswer("cut");

    private void Hear(ServerEvent said)
    {
        switch (said)
        {
            case InputAudioBufferSpeechStarted: Begin(); break;
            case InputAudioBufferSpeechStopped: Stop(); break;
            case InputAudioBufferCommitted: _isOwed |= isAnswered; break;
            case InputAudioTranscriptionDelta delta: Heard += delta.Delta; break;
            case InputAudioTranscriptionCompleted completed: TellTranscript(completed); break;
            case InputAudioTranscriptionFailed failed: view.Note($"What you said could not be understood: {failed.Error.Message}"); break;
            case ResponseCreated: (_isActive, _isOwed) = (true, false); break;
            case ResponseOutputAudioTranscriptDelta words: Say(said, words.Delta); break;
            case ResponseOutputTextDelta words: Say(said, words.Delta); break;
            case ResponseOutputItemDone { Item: MessageItem { Status: var status } }: EndAnswer(status == ItemStatus.Incomplete ? "incomplete" : null); break;
            case ResponseOutputItemDone { Item: FunctionCallItem call }: TellCall(call); break;
            case ResponseDone(var response): EndResponse(response); break;
        }
    }

    // an answer that plays has often been told whole
    private void TellHeard(IReadOnlyList<Item> history)
    {
        if (history.OfType<MessageItem>().FirstOrDefault(item => item.Id == _cut) is { } message)
        {
            view.Step("heard", message.Text.Length == 0 ? "nothing of that" : $"{message.Text} …");
            log.Write("heard", ("item", _cut), ("text", message.Text));
        }

        _cut = null;
    }

    private void Begin()
    {
        (IsPersonSpeaking, Heard) = (true, "");
        log.Write("speech_started");
    }

    private void Stop()
    {
        IsPersonSpeaking = false;
        clock.TurnEnds(lastSpeechAt());
        log.Write("speech_stopped");
    }

    private void TellTranscript(InputAudioTranscriptionCompleted completed)
    {
        Heard = "";
        view.Step("you", completed.Transcript);
        log.Write("transcript", ("role", "user"), ("text", completed.Transcript), ("item", completed.ItemId));
    }

    // a server that sends the answer as text and as the transcript of its sound says the same words twice
    private void Say(ServerEvent said, string words)
    {
        _words ??= said.GetType();
        if (_words == said.GetType())
        {
            Said += words;
        }
    }

    private void EndAnswer(string? status)
    {
        if (Said.Length > 0)
        {
            view.Step("agent", Said);
            log.Write("transcript", ("role", "assistant"), ("text", Said), ("status", status));
        }

        (Said, _words) = ("", null);
    }

    private void EndResponse(ResponseInfo response)
    {
        EndAnswer(response.Status == ResponseStatus.Completed ? null : response.Status.ToString().ToLowerInvariant());
        _isActive = false;
        HasAnswered |= _calls.Count == 0;
        if (response.Status == ResponseStatus.Incomplete)
        {
            view.Note($"The answer is cut short: {response.StatusDetails?.Reason ?? "the server does not say why"}.");
        }
    }

    private void TellCall(FunctionCallItem call)
    {
        var id = call.CallId ?? call.Id ?? "";
        _calls[id] = call.Name;
        view.Step("tool", Shown($"{call.Name} {call.Arguments}"));
        log.Write("tool_call", ("tool", call.Name), ("arguments", call.Arguments), ("call", id));
    }

    private void TellResult(string tool, string id, string output, string? error)
    {
        view.Step("result", Shown($"{tool} → {output}"));
        log.Write("tool_result", ("tool", tool), ("output", output), ("error", error), ("call", id));
    }

    private void TellInterruption(RealtimeAudioInterrupted cut)
    {
        _cut = cut.ItemId;
        Interruptions++;
        _cutsAtOnce = cut.Heard < AtOnce ? _cutsAtOnce + 1 : 0;
        if (_cutsAtOnce == ManyCuts)
        {
            view.Note("The agent is cut off again and again: it may hear itself. A headset helps, or --half-duplex, or --echo-cancel.");
        }

        view.Step("cut off", string.Create(CultureInfo.InvariantCulture, $"the agent, after {cut.Heard.TotalSeconds:0.0} s"));
        log.Write("interrupted", ("item", cut.ItemId), ("heard_ms", Math.Round(cut.Heard.TotalMilliseconds)));
    }

    private void TellLoss(string because)
    {
        _isOwed |= _isActive; // it is asked for again
        (_isActive, IsPersonSpeaking, Said, _words) = (false, false, "", null);
        view.Note($"The connection is lost: {because}. Looking for a new one …");
        log.Write("reconnecting", ("because", because));
    }

    private void TellReconnected(bool wasPlanned)
    {
        log.Write("reconnected", ("planned", wasPlanned));
        if (!wasPlanned)
        {
            view.Note("Connected again; the talk goes on.");
        }
    }

    private void TellError(string code, string message)
    {
        _isOwed = false; // what was refused does not come
        view.Note($"{message} ({code})");
        log.Write("error", ("code", code), ("message", message));
    }

    private static string Shown(string text) => text.Length > MostShown ? $"{text[..MostShown]}… {text.Length} characters" : text;

}

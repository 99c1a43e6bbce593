using Parley.Measuring;
using Parley.Protocol;

namespace Parley.Load;

/// <summary>
/// One caller as decisions: which sound comes next, what is said to an event, and what both tell about the server. A sample's time is
/// that of its message less what follows it in there, as it would be with a microphone.
/// </summary>
/// <param name="number">Callers of even numbers begin by hearing an answer out, the others by cutting one off.</param>
internal sealed class CallScript(CallPart part, CallPlan plan, Speech speech, FigureBook book, Random random, int number)
{
    /// <summary>The chunk that is none of the speech.</summary>
    public const int Silence = -1;

    private static readonly IReadOnlyList<ClientEvent> Nothing = [];
    private static readonly ResponseCreate Continue = new();

    private readonly EventOrder _order = new();
    private readonly Playout _playout = new();
    private readonly TurnTimes _times = new(book);
    private readonly List<string> _calls = [];

    private Phase _phase = Phase.Opening;
    private int _chunk;
    private TimeSpan _pause;
    private TimeSpan _heardAt;
    private TimeSpan _probeAt;
    private TimeSpan? _probedAt;

    private int _turn = number;
    private bool _cutsOff;
    private bool _isAnswered;
    private TimeSpan? _cutOffAt;
    private ulong _response;
    private bool _hasSound;
    private ulong _interrupted;

    private enum Phase
    {
        Opening,
        Pausing,
        Speaking,
        Hearing,
    }

    /// <summary>Whether the session is as it was asked to be, so that sound has a meaning.</summary>
    public bool IsReady => _phase != Phase.Opening;

    /// <summary>The chunk to be sent now: one of the speech, or <see cref="Silence"/>.</summary>
    public int Next(TimeSpan now)
    {
        switch (_phase)
        {
            case Phase.Pausing when part == CallPart.Speaker && _pause <= TimeSpan.Zero:
                _cutsOff = (_turn++ & 1) == 1;
                Speak();
                break;
            case Phase.Hearing when _cutOffAt <= now:
                _cutsOff = false; // the answer to what cuts in is heard out
                Speak();
                break;
            case Phase.Hearing when _isAnswered && _playout.End <= now:
                book.Page.Turns.Add();
                Pause();
                break;
            case Phase.Hearing when now - _heardAt > plan.Resignation:
                book.Page.Unanswered.Add();
                Pause();
                break;
        }

        return _phase == Phase.Speaking ? _chunk : Silence;
    }

    /// <summary>The chunk was sent.</summary>
    public void Sent(TimeSpan at)
    {
        switch (_phase)
        {
            case Phase.Pausing:
                _pause -= plan.Chunk;
                break;
            case Phase.Speaking:
                SpokenChunk(at);
                break;
        }
    }

    /// <summary>The update that shows how long updates take, when it is time for one.</summary>
    public SessionUpdate? Probe(TimeSpan now)
    {
        if (!IsReady || _probedAt is not null || now < _probeAt)
        {
            return null;
        }

        _probedAt = now;
        _probeAt = now + plan.ProbePeriod;
        return SessionSettings.Probe;
    }

    /// <summary>The server has said something.</summary>
    /// <returns>What is said to that.</returns>
    public IReadOnlyList<ClientEvent> Heard(in ServerSign sign, TimeSpan at)
    {
        if (sign.Kind is not (EventKind.SessionUpdated or EventKind.Other))
        {
            _heardAt = at;
        }

        if (_order.Next(sign) is { } broken)
        {
            book.Page.OutOfOrder.Add(broken);
        }

        switch (sign.Kind)
        {
            case EventKind.SessionCreated when part != CallPart.Idler: return [SessionSettings.Opening];
            case EventKind.SessionUpdated: Updated(at); break;
            case EventKind.SpeechStarted: Started(at); break;
            case EventKind.SpeechStopped when _phase == Phase.Hearing: _times.Stopped(at); break;
            case EventKind.Committed: _times.Committed(at); break;
            case EventKind.ResponseCreated: Created(sign, at); break;
            case EventKind.AudioDelta: Sounded(sign, at); break;
            case EventKind.ArgumentsDone when sign.CallId is { } call: _calls.Add(call); break;
            case EventKind.ResponseDone: return Done(sign, at);
            case EventKind.Error: Failed(sign, at); break;
        }

        return Nothing;
    }

    private void Speak() => (_phase, _chunk, _isAnswered, _cutOffAt) = (Phase.Speaking, 0, false, null);

    private void Pause()
    {
        _phase = Phase.Pausing;
        _pause = plan.ShortestPause + random.NextDouble() * (plan.LongestPause - plan.ShortestPause);
    }

    private void SpokenChunk(TimeSpan at)
    {
        if (_chunk == 0)
        {
            _times.Begin(at - plan.Chunk);
        }

        if (++_chunk == speech.Chunks(plan.Chunk))
        {
            _times.Said(at - speech.Padding);
            (_phase, _heardAt) = (Phase.Hearing, at);
        }
    }

    private void Updated(TimeSpan at)
    {
        if (_probedAt is { } probedAt)
        {
            _probedAt = null;
            book.Page.Updated.Record(at - probedAt);
        }
        else if (_phase == Phase.Opening)
        {
            Begin(at);
        }
    }

    // sessions that have begun together are not to go on so
    private void Begin(TimeSpan at)
    {
        Pause();
        _pause += random.NextDouble() * plan.LongestPause;
        _probeAt = at + random.NextDouble() * plan.ProbePeriod;
    }

    private void Started(TimeSpan at)
    {
        _times.Started(at);
        if (_response != 0)
        {
            _interrupted = _response;
        }

        _playout.Stop();
    }

    private void Created(in ServerSign sign, TimeSpan at)
    {
        (_response, _hasSound, _interrupted) = (sign.Response, false, 0);
        _times.Created(at);
    }

    private void Sounded(in ServerSign sign, TimeSpan at)
    {
        if (sign.Response == _interrupted)
        {
            book.Page.DeltasAfterCancel.Add();
            return;
        }

        if (!_hasSound)
        {
            _hasSound = true;
            _playout.Stop();
            _times.Sounded(at);
            _cutOffAt = _cutsOff && _phase == Phase.Hearing ? at + plan.Patience : null;
        }

        _playout.Add(Speech.Format.Duration(sign.SoundBytes), at, book.Page);
    }

    private IReadOnlyList<ClientEvent> Done(in ServerSign sign, TimeSpan at)
    {
        if (sign.End == ResponseEnd.Failed)
        {
            book.Page.Errors.Add($"response failed: {sign.Code}");
        }

        if (sign.Response == _interrupted && sign.End == ResponseEnd.Cancelled && _times.LoudAt is { } loudAt)
        {
            book.Page.BargeIns.Add();
            book.Page.Cancelled.Record(at - loudAt);
        }

        (_response, _cutOffAt) = (0, null);
        if (_calls.Count > 0 && sign.End != ResponseEnd.Cancelled)
        {
            return Outputs(at);
        }

        _calls.Clear();
        _isAnswered = _phase == Phase.Hearing && sign.End != ResponseEnd.Cancelled;
        return Nothing;
    }

    private ClientEvent[] Outputs(TimeSpan at)
    {
        ClientEvent[] said = [.. _calls.Select(call => new ConversationItemCreate(new FunctionCallOutputItem(call, SessionSettings.Output))), Continue];
        _calls.Clear();
        book.Page.ToolCalls.Add();
        _times.Output(at);
        return said;
    }

    private void Failed(in ServerSign sign, TimeSpan at)
    {
        book.Page.Errors.Add(sign.Code ?? "without a code");
        if (_phase == Phase.Opening && part != CallPart.Idler)
        {
            Begin(at); // its own settings may do
        }
    }
}

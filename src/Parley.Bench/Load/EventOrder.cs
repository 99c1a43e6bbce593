namespace Parley.Load;

/// <summary>Holds the events of one session to the order that the protocol promises.</summary>
internal sealed class EventOrder
{
    private const int Remembered = 8;

    private readonly List<OpenItem> _items = [];
    private readonly Queue<ulong> _ended = new(Remembered);
    private bool _isOpen;
    private bool _isSpeaking;
    private bool _awaitsCommit;
    private ulong _utterance;
    private ulong _response;

    /// <summary>The rule that the event breaks, or null.</summary>
    public string? Next(in ServerSign sign)
    {
        if (!_isOpen && sign.Kind is not (EventKind.SessionCreated or EventKind.Error))
        {
            return "an event before session.created";
        }

        return sign.Kind switch
        {
            EventKind.SessionCreated => Opened(),
            EventKind.SpeechStarted => Started(sign),
            EventKind.SpeechStopped => Stopped(sign),
            EventKind.Committed => Committed(sign),
            EventKind.ResponseCreated => Created(sign),
            _ when sign.Response != 0 => WrongResponse(sign) ?? OfResponse(sign),
            _ => null,
        };
    }

    private string? Opened()
    {
        var again = _isOpen;
        _isOpen = true;
        return again ? "session.created again" : null;
    }

    private string? Started(in ServerSign sign)
    {
        var again = _isSpeaking;
        (_isSpeaking, _utterance) = (true, sign.Item);
        return again ? "speech_started within speech" : null;
    }

    private string? Stopped(in ServerSign sign)
    {
        var wasSpeaking = _isSpeaking;
        (_isSpeaking, _awaitsCommit) = (false, true);
        return !wasSpeaking ? "speech_stopped without speech_started" : sign.Item != _utterance ? "speech_stopped of another item" : null;
    }

    private string? Committed(in ServerSign sign)
    {
        var isAwaited = _awaitsCommit;
        _awaitsCommit = false;
        return !isAwaited ? "committed without speech_stopped" : sign.Item != _utterance ? "committed as another item" : null;
    }

    private string? Created(in ServerSign sign)
    {
        var broken = _response != 0 ? "response.created within a response" : _awaitsCommit ? "response.created before committed" : null;
        _response = sign.Response;
        _items.Clear();
        return broken;
    }

    private string? WrongResponse(in ServerSign sign) => sign.Response == _response
        ? null
        : $"{EventNames.Of(sign.Kind)} {(_ended.Contains(sign.Response) ? "after response.done" : "without response.created")}";

    private string? OfResponse(in ServerSign sign)
    {
        switch (sign.Kind)
        {
            case EventKind.ResponseDone:
                return Done(sign);
            case EventKind.OutputItemAdded:
                var again = Find(sign.Item) is not null;
                _items.Add(new(sign.Item));
                return again ? "response.output_item.added again" : null;
            default:
                return Find(sign.Item) switch
                {
                    null => $"{EventNames.Of(sign.Kind)} before response.output_item.added",
                    { IsDone: true } => $"{EventNames.Of(sign.Kind)} after response.output_item.done",
                    var item => item.Next(sign.Kind),
                };
        }
    }

    private string? Done(in ServerSign sign)
    {
        _response = 0;
        if (_ended.Count == Remembered)
        {
            _ended.Dequeue();
        }

        _ended.Enqueue(sign.Response);
        return sign.End == ResponseEnd.Completed && _items.Exists(item => !item.IsDone) ? "response.done before response.output_item.done" : null;
    }

    private OpenItem? Find(ulong item)
    {
        foreach (var each in _items)
        {
            if (each.Item == item)
            {
                return each;
            }
        }

        return null;
    }

    /// <summary>How far an item of the running response is.</summary>
    private sealed class OpenItem(ulong item)
    {
        private bool _hasPart;
        private bool _hasSound;
        private bool _isSounded;

        public ulong Item => item;

        public bool IsDone { get; private set; }

        public string? Next(EventKind kind)
        {
            switch (kind)
            {
                case EventKind.ContentPartAdded:
                    _hasPart = true;
                    return null;
                case EventKind.AudioDelta:
                    _hasSound = true;
                    return !_hasPart ? "audio before response.content_part.added" : _isSounded ? "audio after response.output_audio.done" : null;
                case EventKind.AudioDone:
                    _isSounded = true;
                    return null;
                case EventKind.ContentPartDone:
                    return _hasSound && !_isSounded ? "response.content_part.done before response.output_audio.done" : null;
                case EventKind.OutputItemDone:
                    IsDone = true;
                    return null;
                default:
                    return null;
            }
        }
    }
}

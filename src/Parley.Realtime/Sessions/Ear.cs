using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>How a session listens: the sound that comes in, the turn that the user is in, and what becomes of its words.</summary>
internal sealed class Ear
{
    private const int LeastCommitMs = 100;

    private readonly SessionOpened _opened;
    private readonly SessionWriter _writer;
    private readonly ClientItems _items;
    private readonly InputAudioBuffer _audio;
    private readonly UserTurn _turn;
    private readonly Transcripts _transcripts;
    private SessionConfig _config;
    private IReadOnlyList<string> _vocabulary;
    private TranscriptionRequest? _prepared;

    public Ear(
        SessionOpened opened, IVoiceActivityModel voiceActivity, INoiseReducer? noiseReducer, Conversation conversation, ClientItems items, Ids ids, SessionWriter writer)
    {
        (_opened, _writer, _items, _config) = (opened, writer, items, opened.Config);
        _audio = new(voiceActivity, _config.Input, noiseReducer);
        _turn = new(_audio, ids, writer);
        _transcripts = new(conversation, writer);
        _vocabulary = Vocabulary.Of(_config);
    }

    public bool IsSpeaking => _audio.IsSpeaking;

    /// <summary>Where the sound that waits to be committed begins.</summary>
    public int StartMs => _audio.StartMs;

    /// <summary>Where the sound that was listened to ends.</summary>
    public int PositionMs => _audio.PositionMs;

    private AudioInput Input => _audio.Settings;

    private bool Transcribes => _opened.Policy.AlwaysTranscribes || Input.Transcription is not null;

    private bool JudgesWords => Input.TurnDetection is SemanticVad;

    /// <summary>Who to ask for the words, and how; null where nobody wants them: a conversation's model does, told to the client or not.</summary>
    private TranscriptionRequest? Wanted => Transcribes || _config is RealtimeSessionConfig
        ? new(
            Input.Transcription?.Language ?? Input.Transcription?.Languages?[0] ?? _opened.Language,
            Input.Transcription?.Model,
            _vocabulary,
            Partials: Transcribes || JudgesWords,
            Guesses: JudgesWords,
            Logprobs: Transcribes && _config.Include?.Contains(SessionConfig.Logprobs) is true)
        : null;

    /// <summary>Lets the recogniser get ready for the words to expect, if they are others than it has been told.</summary>
    public void Prepare()
    {
        if (Wanted == _prepared)
        {
            return;
        }

        _prepared = Wanted;
        if (_prepared is not null)
        {
            _writer.Execute(new PrepareTranscription(_prepared));
        }
    }

    /// <summary>Takes sound; <see cref="Next"/> says what follows from it.</summary>
    public void Append(ReadOnlyMemory<byte> audio) => _audio.Append(audio.Span);

    /// <summary>Listens on until the turn changes, and says so to the client; null when all sound has been listened to.</summary>
    /// <param name="committed">The item of a turn that is over.</param>
    /// <exception cref="InvalidRequestException">The utterance grew too long, and was committed as it stood.</exception>
    public TurnChange? Next(out ConversationEntry? committed)
    {
        committed = null;
        var change = _audio.Next();
        switch (change)
        {
            case SpeechStarted:
                _turn.Begin(Wanted);
                _writer.Emit(new InputAudioBufferSpeechStarted(_audio.StartMs, _turn.ItemId));
                break;
            case SilenceBegan: _turn.Pause(); break;
            case SpeechResumed: _turn.Resume(); break;
            case SpeechStopped stopped:
                _writer.Emit(new InputAudioBufferSpeechStopped(stopped.PositionMs, _turn.ItemId));
                committed = CommitTurn();
                break;
            case null: Rest(); break;
        }

        return change;
    }

    /// <summary>Ends the turn where the client says so.</summary>
    /// <returns>Its item.</returns>
    /// <exception cref="InvalidRequestException">There is too little sound for a turn.</exception>
    public ConversationEntry Commit()
    {
        if (_audio.DurationMs < LeastCommitMs)
        {
            throw new InvalidRequestException(
                "input_audio_buffer_commit_empty",
                $"Error committing input audio buffer: buffer too small. Expected at least {LeastCommitMs}ms of audio, but buffer only has {_audio.DurationMs:0.00}ms of audio.");
        }

        _audio.Complete();
        return CommitTurn();
    }

    /// <summary>Forgets the sound that waits, and a turn in it.</summary>
    public void Clear()
    {
        Abandon();
        _audio.Clear();
        _writer.Emit(new InputAudioBufferCleared());
    }

    /// <summary>Nothing more is heard: lets go of all sound.</summary>
    public void Forget() => _audio.Forget();

    /// <summary>Whether the turn that the user is in will be the item of this id: speech events have named it.</summary>
    public bool WillBe(string itemId) => _turn.WillBe(itemId);

    /// <summary>Listens by other settings to what follows.</summary>
    /// <exception cref="InvalidRequestException">The format changes while sound of the old one waits; nothing has changed.</exception>
    public void Configure(SessionConfig config)
    {
        _audio.Configure(config.Input);
        _config = config;
        _vocabulary = Vocabulary.Of(config);
        if (_audio.IsEmpty)
        {
            Abandon();
        }

        if (config.Input.TurnDetection is null)
        {
            _turn.Resume(); // nobody will say that a pause is over
        }
    }

    /// <summary>Transcribes speech that a client added as an item.</summary>
    public void Transcribe(ConversationEntry entry, ReadOnlyMemory<byte> speech)
    {
        if (Wanted is { } request)
        {
            _turn.Transcribe(entry.AwaitedUtterance!, speech, Input.Format, request);
        }
    }

    /// <summary>Takes what a transcriber reports.</summary>
    /// <returns>True if an item has its words now, or will never have them.</returns>
    public bool Take(string utteranceId, Transcript transcript)
    {
        var entry = _transcripts.Awaiting(utteranceId);
        switch (transcript)
        {
            case GuessedTranscript(var words): Judge(utteranceId, words); return false;
            case PartialTranscript partial:
                Judge(utteranceId, partial.Text);
                if (Transcribes && (entry is not null || _turn.WillBe(utteranceId)))
                {
                    _transcripts.Hear(utteranceId, entry?.Id ?? utteranceId, partial, StableWords.StableMs(Input.Transcription?.Delay));
                }

                return false;
        }

        if (entry is not null)
        {
            _transcripts.Settle(entry, transcript, Transcribes);
        }

        _transcripts.Forget(utteranceId);
        return entry is not null;
    }

    private void Judge(string utteranceId, string words)
    {
        if (_turn.WillBe(utteranceId))
        {
            _audio.Hear(words);
        }
    }

    private void Rest()
    {
        if (Input.TurnDetection is null && _audio.DurationMs > 0)
        {
            _turn.Begin(Wanted);
        }

        _turn.Feed();
        var longest = _opened.Policy.LongestUtterance;
        if (_audio.DurationMs >= longest.TotalMilliseconds)
        {
            CommitTurn();
            throw InvalidRequestException.InvalidValue("audio", $"The utterance was longer than {longest.TotalMinutes} minutes, and was committed as it stood.");
        }
    }

    private ConversationEntry CommitTurn()
    {
        var isTranscribed = _turn.IsTranscribed;
        var itemId = _turn.Finish(out var sound);
        var entry = _items.Commit(itemId, sound, Input.Format);
        if (isTranscribed)
        {
            entry.AwaitsTranscriptOf(itemId);
        }

        return entry;
    }

    private void Abandon()
    {
        if (_turn.Abandon() is { } itemId)
        {
            _transcripts.Forget(itemId);
        }
    }
}

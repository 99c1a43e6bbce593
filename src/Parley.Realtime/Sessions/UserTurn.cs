using Parley.Audio;
using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Sessions;

/// <summary>The utterance that the user is in: its future item's id, and what the transcriber has been told of it.</summary>
internal sealed class UserTurn(InputAudioBuffer audio, Ids ids, SessionWriter writer)
{
    private string? _itemId;
    private bool _isPaused;

    /// <summary>The id that the turn's item will have; speech events name it before the item exists.</summary>
    public string ItemId => _itemId ?? throw new InvalidOperationException("No turn has begun.");

    /// <summary>Whether the turn's item will have this id.</summary>
    public bool WillBe(string itemId) => itemId == _itemId;

    /// <summary>Whether its words will be known.</summary>
    public bool IsTranscribed { get; private set; }

    /// <param name="request">Null where nobody wants its words.</param>
    public void Begin(TranscriptionRequest? request)
    {
        if (_itemId is null)
        {
            _itemId = ids.Item();
            IsTranscribed = request is not null;
            Want(new BeginTranscription(_itemId, request!));
        }
    }

    /// <summary>Gives the transcriber what was heard since the last time; a pause is kept back until it proves to be one.</summary>
    public void Feed()
    {
        if (_itemId is not null && !_isPaused && audio.TakeUnfed() is { Length: > 0 } samples)
        {
            Want(new FeedTranscription(_itemId, samples));
        }
    }

    public void Pause()
    {
        Feed();
        _isPaused = true;
        Want(new AnticipateTranscript(ItemId));
    }

    public void Resume() => _isPaused = false;

    /// <summary>Ends the turn.</summary>
    /// <param name="committed">Its sound in the wire format.</param>
    /// <returns>The id of its item.</returns>
    public string Finish(out Tape committed)
    {
        var itemId = ItemId;
        Feed();
        committed = audio.Commit();
        Want(new FinishTranscription(itemId));
        Leave();
        return itemId;
    }

    /// <summary>The turn has never been.</summary>
    /// <returns>The id that its item would have had; null where there was no turn.</returns>
    public string? Abandon()
    {
        var itemId = _itemId;
        if (itemId is not null)
        {
            Want(new AbandonTranscription(itemId));
            Leave();
        }

        return itemId;
    }

    /// <summary>Transcribes speech that a client added as an item.</summary>
    public void Transcribe(string itemId, ReadOnlyMemory<byte> speech, AudioFormat format, TranscriptionRequest request)
    {
        var decoder = new AudioDecoder(WireFormat.Of(format), InputAudioBuffer.SampleRate);
        var samples = new short[decoder.MaxSamples(speech.Length) + decoder.MaxFlush];
        var count = decoder.Decode(speech.Span, samples);
        count += decoder.Flush(samples.AsSpan(count));
        writer.Execute(new BeginTranscription(itemId, request with { Partials = false, Guesses = false }));
        writer.Execute(new FeedTranscription(itemId, samples.AsMemory(0, count)));
        writer.Execute(new FinishTranscription(itemId));
    }

    private void Want(SessionCommand ofTranscriber)
    {
        if (IsTranscribed)
        {
            writer.Execute(ofTranscriber);
        }
    }

    private void Leave()
    {
        _itemId = null;
        _isPaused = false;
    }
}

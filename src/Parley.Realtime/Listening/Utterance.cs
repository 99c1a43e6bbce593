using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Listening;

/// <summary>
/// One utterance on its way to a transcript: partials while it goes on, a guess of the final at each silence, and the final.
/// </summary>
internal sealed partial class Utterance
{
    /// <summary>What is longer is not guessed at each silence: it would be decoded again and again.</summary>
    public const int LongestGuessMs = 15_000;

    private const int BytesPerMs = InputAudioBuffer.SampleRate / 1000 * sizeof(short);

    private readonly PooledBytes _pcm = new(ArrayPool<byte>.Shared);
    private readonly string _itemId;
    private readonly SpeechRecognizer _recognizer;
    private readonly Func<string, Transcript, ValueTask> _report;
    private readonly ILogger _log;
    private readonly CancellationToken _sessionEnds;
    private readonly bool _tellsGuesses;
    private readonly LiveSound? _live;
    private readonly Errand<bool>? _partials;
    private Errand<FinalTranscript?>? _guess;
    private Task _retracted = Task.CompletedTask;
    private volatile int _positionMs;

    public Utterance(string itemId, SpeechRecognizer recognizer, TranscriptionRequest request, Func<string, Transcript, ValueTask> report, ILogger log, CancellationToken sessionEnds)
    {
        (_itemId, _recognizer, _tellsGuesses, _report, _log, _sessionEnds) = (itemId, recognizer, request.Guesses, report, log, sessionEnds);
        if (request.Partials)
        {
            _live = new();
            _partials = new(cancellation => ListenAsync(_live, cancellation), sessionEnds);
        }
    }

    public void Feed(ReadOnlySpan<short> samples)
    {
        Retract();
        var bytes = MemoryMarshal.AsBytes(samples);
        _pcm.Write(bytes);
        _positionMs = _pcm.WrittenCount / BytesPerMs;
        _live?.Add(_pcm.WrittenMemory[^bytes.Length..]);
    }

    /// <summary>Transcribes what there is, in case nothing more comes.</summary>
    /// <param name="earlier">What the engine shall have done before.</param>
    public void Anticipate(Task earlier)
    {
        Retract();
        if (_positionMs <= LongestGuessMs)
        {
            var (before, pcm) = (Task.WhenAll(_retracted, earlier), _pcm.WrittenMemory);
            _guess = new(cancellation => GuessAsync(before, pcm, cancellation), _sessionEnds);
        }
    }

    /// <summary>Reports the final transcript, or why there is none.</summary>
    /// <param name="earlier">What the engine shall have done before.</param>
    public async Task FinishAsync(Task earlier)
    {
        await EndListeningAsync();
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            _sessionEnds.ThrowIfCancellationRequested();
            var guess = _guess is null ? null : await _guess.Done;
            await _report(_itemId, guess ?? await _recognizer.TranscribeAsync(_pcm.WrittenMemory, _sessionEnds));
        }
        catch (OperationCanceledException) when (_sessionEnds.IsCancellationRequested)
        {
            // nobody is left to tell
        }
        catch (Exception engineFailure)
        {
            Log.TranscriptionFailed(_log, _itemId, engineFailure);
            await _report(_itemId, new FailedTranscript(Error(engineFailure)));
        }

        await LetGoAsync();
    }

    /// <summary>Ends without a word.</summary>
    public async Task AbandonAsync()
    {
        await EndListeningAsync();
        await LetGoAsync();
    }

    // The next guess waits until this one has stopped, and the session too: nothing outlives it.
    private void Retract()
    {
        if (_guess is not null)
        {
            _retracted = _guess.CallOffAsync();
            _guess = null;
        }
    }

    // no engine looks at the sound any more
    private async Task LetGoAsync()
    {
        Retract();
        await _retracted;
        _pcm.Clear();
    }

    private async Task<FinalTranscript?> GuessAsync(Task before, ReadOnlyMemory<byte> pcm, CancellationToken cancellation)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        var guess = await _recognizer.GuessAsync(pcm, cancellation);
        if (_tellsGuesses && guess is not null)
        {
            await _report(_itemId, new GuessedTranscript(guess.Text));
        }

        return guess;
    }

    private async Task<bool> ListenAsync(LiveSound live, CancellationToken cancellation)
    {
        try
        {
            await foreach (var (text, endMs) in _recognizer.ListenAsync(live.Listened, cancellation))
            {
                await _report(_itemId, new PartialTranscript(text, endMs ?? _positionMs));
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false; // the utterance is over: its final transcript is on the way
        }
        catch (Exception engineFailure)
        {
            Log.PartialsFailed(_log, _itemId, engineFailure); // the final may still succeed, or says why not
            return false;
        }
        finally
        {
            await live.LeaveAsync();
        }
    }

    private async Task EndListeningAsync()
    {
        if (_partials is not null)
        {
            await _live!.EndAsync();
            await _partials.CallOffAsync();
        }
    }

    private TranscriptionError Error(Exception failure) =>
        new("server_error", "transcription_failed", $"Input transcription failed for item '{_itemId}'. {EngineFailure.ForClients(failure)}", "audio");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Transcription of item {ItemId} failed")]
        public static partial void TranscriptionFailed(ILogger log, string itemId, Exception failure);

        [LoggerMessage(LogLevel.Information, "No partial transcripts of item {ItemId}")]
        public static partial void PartialsFailed(ILogger log, string itemId, Exception failure);
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Parley.Protocol;

namespace Parley.Listening;

/// <summary>
/// One utterance on its way to a transcript: partials while it goes on, a guess of the final at each silence, and the final.
/// </summary>
internal sealed partial class Utterance
{
    private const int BytesPerMs = InputAudioBuffer.SampleRate / 1000 * sizeof(short);

    private readonly ArrayBufferWriter<byte> _pcm = new();
    private readonly Pipe _live = new(new PipeOptions(pauseWriterThreshold: 0)); // bounded by the longest utterance
    private readonly string _itemId;
    private readonly SpeechRecognizer _recognizer;
    private readonly Func<string, Transcript, ValueTask> _report;
    private readonly ILogger _log;
    private readonly CancellationToken _sessionEnds;
    private readonly CancellationTokenSource _listening;
    private readonly Task _partials;
    private readonly List<Task> _retracted = [];
    private CancellationTokenSource? _guessing;
    private Task<string>? _guess;
    private volatile int _positionMs;

    public Utterance(string itemId, SpeechRecognizer recognizer, bool partials, Func<string, Transcript, ValueTask> report, ILogger log, CancellationToken sessionEnds)
    {
        (_itemId, _recognizer, _report, _log, _sessionEnds) = (itemId, recognizer, report, log, sessionEnds);
        _listening = CancellationTokenSource.CreateLinkedTokenSource(sessionEnds);
        _partials = partials ? ListenAsync() : Task.CompletedTask;
    }

    public void Feed(ReadOnlySpan<short> samples)
    {
        Retract();
        var bytes = MemoryMarshal.AsBytes(samples);
        _pcm.Write(bytes);
        _positionMs = _pcm.WrittenCount / BytesPerMs;
        _live.Writer.Write(bytes);
        _ = _live.Writer.FlushAsync(CancellationToken.None).AsTask(); // never waits: the pipe has no threshold
    }

    /// <summary>Transcribes what there is, in case nothing more comes.</summary>
    public void Anticipate()
    {
        Retract();
        _guessing = CancellationTokenSource.CreateLinkedTokenSource(_sessionEnds);
        _guess = GuessAsync(_pcm.WrittenMemory, _guessing.Token);
    }

    /// <summary>Reports the final transcript, or why there is none.</summary>
    public async Task FinishAsync()
    {
        await EndListeningAsync();
        if (_guess is null)
        {
            Anticipate();
        }

        try
        {
            await _report(_itemId, new FinalTranscript(await _guess!));
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

        await EndRetractedAsync();
    }

    /// <summary>Ends without a word.</summary>
    public async Task AbandonAsync()
    {
        Retract();
        await EndListeningAsync();
        await EndRetractedAsync();
    }

    private void Retract()
    {
        if (_guess is null)
        {
            return;
        }

        _ = _guessing!.CancelAsync(); // not here: what it wakes would run on the loop's stack
        _retracted.RemoveAll(guess => guess.IsCompleted);
        _retracted.Add(_guess);
        _guess = null;
    }

    // Nobody wants to know how they ended, only that they have: nothing outlives its session.
    private async Task EndRetractedAsync() =>
        await Task.WhenAll(_retracted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<string> GuessAsync(ReadOnlyMemory<byte> pcm, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the engine's work is not the loop's
        return await _recognizer.TranscribeAsync(pcm, cancellation);
    }

    private async Task ListenAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await foreach (var text in _recognizer.ListenAsync(_live.Reader.AsStream(), _listening.Token))
            {
                await _report(_itemId, new PartialTranscript(text, _positionMs));
            }
        }
        catch (OperationCanceledException)
        {
            // the utterance is over: its final transcript is on the way
        }
        catch (Exception engineFailure)
        {
            Log.PartialsFailed(_log, _itemId, engineFailure); // the final may still succeed, or says why not
        }
    }

    private async Task EndListeningAsync()
    {
        await _live.Writer.CompleteAsync();
        await _listening.CancelAsync();
        await _partials;
        _listening.Dispose();
    }

    private TranscriptionError Error(Exception failure) =>
        new("server_error", "transcription_failed", $"Input transcription failed for item '{_itemId}'. {failure.Message}", "audio");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Transcription of item {ItemId} failed")]
        public static partial void TranscriptionFailed(ILogger log, string itemId, Exception failure);

        [LoggerMessage(LogLevel.Information, "No partial transcripts of item {ItemId}")]
        public static partial void PartialsFailed(ILogger log, string itemId, Exception failure);
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Parley.Listening;

/// <summary>A recogniser that answers each call when the test says so, and counts how many wait at one time.</summary>
internal sealed class PatientSpeechToText : ISpeechToTextClient, IVocabularyWarmup
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private readonly Channel<Call> _preparations = Channel.CreateUnbounded<Call>();

    /// <summary>All calls for whole utterances that ever began.</summary>
    public ConcurrentQueue<Call> Begun { get; } = [];

    public ConcurrentQueue<Call> Prepared { get; } = [];

    public IReadOnlyList<SpeechToTextResponseUpdate> Updates { get; init; } = [];

    public Task<Call> NextAsync() => Next(_calls);

    public Task<Call> NextPreparationAsync() => Next(_preparations);

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = new Call(options!, cancellationToken);
        Begun.Enqueue(call);
        await _calls.Writer.WriteAsync(call, CancellationToken.None);
        return await call.Answer.Task;
    }

    public async Task PrepareAsync(SpeechToTextOptions? options, CancellationToken cancellationToken = default)
    {
        var call = new Call(options!, cancellationToken);
        Prepared.Enqueue(call);
        await _preparations.Writer.WriteAsync(call, CancellationToken.None);
        await call.Answer.Task;
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await audioSpeechStream.ReadExactlyAsync(new byte[3200], cancellationToken);
        foreach (var update in Updates)
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }

    // a test that waits in vain fails, rather than never ending
    private static Task<Call> Next(Channel<Call> calls) => calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>A call, which ends only when it is answered: cancelled or not, as native code does.</summary>
    internal sealed class Call(SpeechToTextOptions options, CancellationToken cancellation)
    {
        public TaskCompletionSource<SpeechToTextResponse> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGuess => Speculation.IsIn(options);

        public string Word => ((IReadOnlyList<string>)options.AdditionalProperties![SpeechRecognizer.Vocabulary]!)[0];

        public bool IsCancelled => cancellation.IsCancellationRequested;

        public void Say(string text) => Answer.SetResult(new(text));

        public void Decline() => Answer.SetResult(Speculation.Declined());

        public async Task StopAsync()
        {
            var stopped = new TaskCompletionSource();
            await using var _ = cancellation.Register(stopped.SetResult);
            await stopped.Task;
            Answer.SetException(new OperationCanceledException(cancellation));
        }
    }
}

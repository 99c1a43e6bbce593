using Parley.Agents;
using Parley.Playing;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>
/// A conversation. Enumerating it gives its events; whether anybody does, and how fast, holds up neither sound nor tools.
/// Every method may be called at any time, also while the connection is away: what was said is kept, and told to the next one.
/// </summary>
public sealed class RealtimeSession : IAsyncEnumerable<RealtimeSessionEvent>, IAsyncDisposable
{
    private const int EndOfTurnMs = 1000;

    private readonly AgentLoop _loop;
    private readonly Task _running;

    internal RealtimeSession(AgentLoop loop) => (_loop, _running) = (loop, loop.RunAsync());

    /// <summary>What was said and done so far, as the model knows it.</summary>
    public IReadOnlyList<Item> History => _loop.History;

    /// <summary>How the sound of <see cref="RealtimeAudio"/> is to be played.</summary>
    public AudioFormat OutputFormat => _loop.OutputFormat;

    /// <summary>How the sound of <see cref="SendAudioAsync"/> is to be recorded.</summary>
    public AudioFormat InputFormat => _loop.InputFormat;

    /// <summary>Who speaks.</summary>
    public RealtimeAgent Agent => _loop.Agent;

    /// <summary>Says something in writing.</summary>
    /// <param name="answer">Whether the agent is to answer.</param>
    public Task SendMessageAsync(string text, bool answer = true) =>
        Post(new ItemSaid(new MessageItem(Role.User, [new InputText(text)]), answer));

    /// <summary>Adds any item, such as one with an image.</summary>
    public Task SendItemAsync(Item item, bool answer = false) => Post(new ItemSaid(item, answer));

    /// <summary>Sends sound in the session's input format (PCM16, 24 kHz, mono unless it was set otherwise). It is copied.</summary>
    public Task SendAudioAsync(ReadOnlyMemory<byte> audio) => Post(new SoundSent(audio.ToArray()));

    /// <summary>The person's turn is over: for sessions without turn detection.</summary>
    public Task CommitAudioAsync(bool answer = true) => Post(new SoundCommitted(answer));

    /// <summary>Forgets sound that was sent and not committed.</summary>
    public Task ClearAudioAsync() => Post(new SoundCleared());

    /// <summary>Asks the agent to say something now, or as soon as it has finished.</summary>
    public Task AskAsync(ResponseParams? how = null) => Post(new AnswerAsked(how));

    /// <summary>Stops the agent, as a person does who breaks in.</summary>
    public Task InterruptAsync() => Post(new Interrupted());

    /// <summary>Lets another agent go on, after the turn that is under way.</summary>
    public Task UpdateAgentAsync(RealtimeAgent agent) => Post(new AgentAsked(agent));

    /// <summary>Lets a call be made that waits for it.</summary>
    public Task ApproveAsync(string callId) => Post(new CallJudged(callId, IsApproved: true, null));

    /// <param name="reason">What the model is told.</param>
    public Task RejectAsync(string callId, string? reason = null) => Post(new CallJudged(callId, IsApproved: false, reason));

    /// <summary>Sends any event of the protocol. It goes to the connection there is just now, or nowhere.</summary>
    public Task SendEventAsync(ClientEvent clientEvent) => Post(new RawSent(clientEvent));

    /// <summary>Says how much of an item was played, where the application plays by itself: the model is told what was heard.</summary>
    public void ReportPlayed(string itemId, TimeSpan played) => _loop.Post(new PlayedSoFar(itemId, played));

    /// <summary>Lets a person talk: what the microphone hears goes to the agent, what the agent says to the speaker, until the microphone ends or it is cancelled.</summary>
    /// <remarks>A microphone that ends, such as a file, is followed by a moment of silence, so that its last turn ends too.</remarks>
    /// <exception cref="ArgumentException">A device's rate is not the session's, or the session's sound is not PCM.</exception>
    public async Task TalkAsync(IMicrophone microphone, ISpeaker? speaker = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(microphone);
        Check(_loop.InputFormat, microphone.SampleRate, nameof(microphone));
        Check(_loop.OutputFormat, speaker?.SampleRate, nameof(speaker));
        _loop.Attach(speaker);
        try
        {
            await foreach (var sound in microphone.ListenAsync(cancellationToken))
            {
                await SendAudioAsync(sound);
            }

            await SendAudioAsync(new byte[_loop.InputFormat.BytesOf(EndOfTurnMs)]);
        }
        catch (InvalidOperationException) when (_loop.HasEnded)
        {
            // the session has ended while the person spoke
        }
    }

    /// <summary>Ends when the session has: it was disposed of, or no connection could be had any more, which reading its events says.</summary>
    public Task Completion => _running;

    /// <summary>Ends the conversation, and waits until nothing of it runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.EndAsync();
        await _running;
    }

    public IAsyncEnumerator<RealtimeSessionEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _loop.Events.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    internal Task BegunAsync(CancellationToken cancellation) => _loop.Begun.WaitAsync(cancellation);

    internal TimeSpan QuietFor => _loop.QuietFor;

    private static void Check(AudioFormat format, int? rate, string device)
    {
        if (rate is { } given && (format.Type != AudioFormat.Pcm || format.SampleRate != given))
        {
            throw new ArgumentException($"The {device} has PCM at {given} Hz, and the session {format.Type} at {format.SampleRate} Hz: they must be the same.", device);
        }
    }

    private Task Post(AgentInput input) => _loop.Post(input) ? Task.CompletedTask : Task.FromException(new InvalidOperationException("The session has ended."));
}

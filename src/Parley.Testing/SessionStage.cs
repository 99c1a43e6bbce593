using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;
using Parley.Sessions;

namespace Parley.Testing;

/// <summary>A session without its loop: every input is handled at once, and what follows from it is written down.</summary>
/// <remarks>Nothing commands does happens by itself: the test plays the engines with <see cref="Handle"/>.</remarks>
internal sealed class SessionStage : ISessionOutput
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly List<SessionInput> _inputs = [];
    private readonly List<ServerEvent> _events = [];
    private readonly List<SessionCommand> _commands = [];
    private readonly List<string> _transcript = [];
    private readonly RealtimeSession _session;
    private DateTimeOffset _now = Morning;

    public SessionStage(SessionConfig? config = null, SessionPolicy? policy = null, ulong seed = 1, bool traces = false, int contextTokens = 32_000)
        : this(new SessionOpened(seed, config ?? DefaultConfig, policy ?? SessionPolicy.OpenAI, new LoudnessVoiceActivity().Name, "en", traces)
        {
            At = Morning,
            NoiseReducer = new GateNoiseReducer().Name,
            ContextTokens = contextTokens,
        })
    {
    }

    /// <summary>A session that was opened otherwise than most.</summary>
    public SessionStage(SessionOpened opened)
    {
        _session = new(opened, new LoudnessVoiceActivity(), new GateNoiseReducer());
        HandleAsItIs(opened);
    }

    /// <summary>Told of every event of every stage; for a test project that demands something of them all.</summary>
    public static Action<SessionStage, ServerEvent>? Emitted { get; set; }

    public static RealtimeSessionConfig DefaultConfig { get; } = SessionFactory.DefaultConfig(new ScriptedPipeline().Named("parley"), "parley");

    public IReadOnlyList<SessionInput> Inputs => _inputs;

    public IReadOnlyList<ServerEvent> Events => _events;

    public IReadOnlyList<SessionCommand> Commands => _commands;

    /// <summary>Every event and command as a line of JSON, in order.</summary>
    public IReadOnlyList<string> Transcript => _transcript;

    public RealtimeSession Session => _session;

    /// <summary>A session that handles the recorded inputs again.</summary>
    public static SessionStage Replay(IEnumerable<SessionInput> inputs)
    {
        var list = inputs.ToList();
        var stage = new SessionStage((SessionOpened)list[0]);
        foreach (var input in list.Skip(1))
        {
            stage.HandleAsItIs(input);
        }

        return stage;
    }

    /// <summary>Hands the session an input, now.</summary>
    /// <returns>The events that followed from it.</returns>
    public IReadOnlyList<ServerEvent> Handle(SessionInput input) => HandleAsItIs(input with { At = _now });

    /// <summary>Hands the session all that happens at once.</summary>
    /// <returns>The events that followed.</returns>
    public IReadOnlyList<ServerEvent> HandleAll(params IEnumerable<SessionInput> inputs) => [.. inputs.SelectMany(Handle)];

    /// <inheritdoc cref="Handle"/>
    public IReadOnlyList<ServerEvent> Say(ClientEvent clientEvent) => Handle(new ClientSpoke(clientEvent));

    /// <summary>Plays the recogniser: the transcript of the last utterance that was finished.</summary>
    public IReadOnlyList<ServerEvent> Transcribe(string text) =>
        Handle(new TranscriptArrived(Last<FinishTranscription>().UtteranceId, new FinalTranscript(text)));

    /// <summary>Plays the engines behind the last response that began its work.</summary>
    public IReadOnlyList<ServerEvent> Reply(params IEnumerable<ResponseStep> steps)
    {
        var id = Last<BeginResponse>().ResponseId;
        return HandleAll(steps.Select(step => new ResponseStepped(id, step)));
    }

    /// <summary>Plays a whole spoken answer: its text, half a second of sound, its end.</summary>
    public IReadOnlyList<ServerEvent> Speak(string text = "Hello there.") =>
        Reply(new Began(), new Said(text), new Sounded(Tone.Pcm16(500)), new Finished(7, 5));

    /// <summary>The newest command of a kind.</summary>
    public T Last<T>()
        where T : SessionCommand => _commands.OfType<T>().Last();

    /// <summary>Sends sound in 20 ms appends (of 24 kHz PCM), in real time.</summary>
    public IReadOnlyList<ServerEvent> Append(byte[] sound, int chunkBytes = 960)
    {
        var before = _events.Count;
        foreach (var chunk in sound.Chunk(chunkBytes))
        {
            Say(new InputAudioBufferAppend(chunk));
            Advance(TimeSpan.FromMilliseconds(20));
        }

        return [.. _events.Skip(before)];
    }

    public void Advance(TimeSpan by) => _now += by;

    void ISessionOutput.Emit(ServerEvent serverEvent)
    {
        _events.Add(SessionRecording.Kept(serverEvent));
        _transcript.Add(SessionRecording.Write(serverEvent));
        Emitted?.Invoke(this, serverEvent);
    }

    void ISessionOutput.Execute(SessionCommand command)
    {
        _commands.Add(SessionRecording.Kept(command));
        _transcript.Add(SessionRecording.Write(command));
    }

    private List<ServerEvent> HandleAsItIs(SessionInput input)
    {
        var before = _events.Count;
        _inputs.Add(input);
        _session.Handle(input, this);
        return [.. _events.Skip(before)];
    }
}

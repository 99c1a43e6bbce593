using Parley.Agents;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Running;
using Parley.Testing;

namespace Parley.Tests.Running;

/// <summary>A session without a loop: what is put in, and what comes of it.</summary>
internal sealed class AgentStage : IAgentOutput
{
    private readonly AgentSession _session;
    private int _line = 1;

    public AgentStage(RealtimeAgent agent, RealtimeRunOptions? options = null, bool isConfirmed = true, string instructions = "")
    {
        var given = options ?? new();
        var settings = given with { Time = Time, Model = given.Model.For(DialectName.Ga) };
        Playback = new(settings.Model.OutputAudioFormat!, Time);
        _session = new(agent, settings, Playback, null, "t", this);
        Put(new AgentReady(0, agent, instructions, []));
        Put(new LineOpened(1));
        Hear(new SessionCreated(new RealtimeSessionConfig { ExpiresAt = Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds() }));
        if (isConfirmed)
        {
            Hear(new SessionUpdated(new RealtimeSessionConfig()));
            Clear();
        }
    }

    public ManualTimeProvider Time { get; } = new();

    public AudioPlayback Playback { get; }

    public List<RealtimeSessionEvent> Events { get; } = [];

    public List<AgentCommand> Commands { get; } = [];

    public IReadOnlyList<Item> History => _session.History;

    /// <summary>What was said to the server.</summary>
    public IEnumerable<ClientEvent> Said => Commands.OfType<Say>().Select(say => say.Event);

    public AgentStage Put(AgentInput input)
    {
        _session.Handle(input);
        return this;
    }

    public AgentStage Hear(ServerEvent said) => Put(new ServerSaid(_line, said));

    /// <summary>The server answers, and says these words.</summary>
    public AgentStage Answer(string responseId, string itemId, string? words = null)
    {
        Hear(new ResponseCreated(Response(responseId, ResponseStatus.InProgress)));
        Hear(new ConversationItemAdded(null, new MessageItem(Role.Assistant, []) { Id = itemId, Status = ItemStatus.InProgress }));
        return words is null ? this : Hear(new ResponseOutputAudioTranscriptDelta(responseId, itemId, 0, 0, words));
    }

    public AgentStage Sound(string responseId, string itemId, int ms) => Hear(new ResponseOutputAudioDelta(responseId, itemId, 0, 0, new byte[ms * 48]));

    public AgentStage End(string responseId) => Hear(new ResponseDone(Response(responseId, ResponseStatus.Completed)));

    /// <summary>The next connection is the one that is listened to.</summary>
    public AgentStage OnLine(int line)
    {
        _line = line;
        return this;
    }

    public AgentStage Clear()
    {
        Events.Clear();
        Commands.Clear();
        return this;
    }

    void IAgentOutput.Emit(RealtimeSessionEvent happened)
    {
        if (happened is not RealtimeRawServerEvent)
        {
            Events.Add(happened);
        }
    }

    void IAgentOutput.Execute(AgentCommand command) => Commands.Add(command);

    public static ResponseInfo Response(string id, ResponseStatus status) =>
        new(id, status, null, [], "conv", [Modality.Audio], MaxTokens.Infinite, new(new(AudioFormat.Pcm24000, new("alloy"))), null, null);
}

namespace Parley.Sessions;

/// <summary>What differs in behaviour between families of clients, as data. How they spell things is their dialect's matter.</summary>
public sealed record SessionPolicy
{
    /// <summary>Transcripts are sent whether or not the client asked for them.</summary>
    public bool AlwaysTranscribes { get; init; }

    /// <summary>Text and audio may be asked for together, and then both streams are sent.</summary>
    public bool SpeaksAndWrites { get; init; }

    /// <summary>A second <c>response.create</c> while one waits or runs is folded into it instead of refused.</summary>
    public bool CoalescesResponses { get; init; }

    /// <summary>The voice cannot change once the assistant was heard.</summary>
    public bool LocksVoice { get; init; } = true;

    /// <summary>How long a session may live, or null for as long as its connection.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>How long a session may have no event of its client and no response, or null for as long as it lives.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Bytes of the client's messages that may wait to be handled; with more, no message is taken.</summary>
    public int InboxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The longest utterance: a longer one is committed as it stands.</summary>
    public TimeSpan LongestUtterance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of item sound kept for <c>conversation.item.retrieve</c>.</summary>
    public int ItemAudioBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Characters of text and images that clients may put into the conversation.</summary>
    public long ConversationCharacters { get; init; } = 64 * 1024 * 1024;

    /// <summary>Responses outside the conversation that may run at a time.</summary>
    public int OutOfBandResponses { get; init; } = 8;

    /// <summary>Items that may wait for the response that called for them to be done.</summary>
    public int HeldItems { get; init; } = 256;

    /// <summary>How long a response waits for the outputs of all calls, where clients ask for one after each output.</summary>
    public TimeSpan OutputPatience { get; init; } = TimeSpan.FromSeconds(2);

    public static readonly SessionPolicy OpenAI = new();

    public static readonly SessionPolicy Yandex = new()
    {
        AlwaysTranscribes = true,
        SpeaksAndWrites = true,
        CoalescesResponses = true,
        LocksVoice = false,
        Lifetime = TimeSpan.FromMinutes(5),
    };
}

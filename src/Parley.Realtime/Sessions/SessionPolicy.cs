using Parley.Tools;

namespace Parley.Sessions;

/// <summary>What differs in behaviour between families of clients, as data. How they spell things is their dialect's matter.</summary>
public sealed record SessionPolicy
{
    /// <summary>Transcripts are sent whether or not the client asked for them.</summary>
    public bool AlwaysTranscribes { get; init; }

    /// <summary>A name for a transcription model that nobody has given means the model's own recogniser, instead of a mistake.</summary>
    public bool TakesAnyTranscriptionModel { get; init; }

    /// <summary>Text and audio may be asked for together, and then both streams are sent.</summary>
    public bool SpeaksAndWrites { get; init; }

    /// <summary>A second <c>response.create</c> while one waits or runs is folded into it instead of refused.</summary>
    public bool CoalescesResponses { get; init; }

    /// <summary>The voice cannot change once the assistant was heard.</summary>
    public bool LocksVoice { get; init; } = true;

    /// <summary>The model's temperature where clients ask for none; null leaves it to the model.</summary>
    public double? Temperature { get; init; }

    /// <summary>Clients see the calls of tools that they have declared and the server runs, and approve them where that is asked for.</summary>
    public bool ShowsServerTools { get; init; } = true;

    /// <summary>Names of functions that the server runs when they are declared; their calls reach no client.</summary>
    public IReadOnlyList<string> ServerRunFunctions { get; init; } = [];

    /// <summary>What a session may ask of its model in a minute; it is told what is left.</summary>
    public RateLimits RateLimits { get; init; } = new();

    /// <summary>What is left is told when a response begins, not when it is done.</summary>
    public bool TellsLimitsFirst { get; init; }

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

    public static readonly SessionPolicy Beta = OpenAI with { Temperature = 0.8, TellsLimitsFirst = true, ShowsServerTools = false };

    public static readonly SessionPolicy Yandex = new()
    {
        AlwaysTranscribes = true,
        TakesAnyTranscriptionModel = true,
        SpeaksAndWrites = true,
        CoalescesResponses = true,
        LocksVoice = false,
        ShowsServerTools = false,
        ServerRunFunctions = SearchTools.Names,
        Lifetime = TimeSpan.FromMinutes(5),
    };
}

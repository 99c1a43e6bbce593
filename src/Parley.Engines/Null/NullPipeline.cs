using Parley.Sessions;

namespace Parley.Null;

/// <summary>A model whose engines cost next to nothing: what a session with it costs is the server's own work.</summary>
public static class NullPipeline
{
    public const string Name = "null";

    // short, so that sound is sent at the pace of a conversation: 5 s of lead would send a whole answer at once
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(200);

    /// <summary>The model; it holds nothing to dispose of.</summary>
    public static Pipeline Create() =>
        new(Name, () => new EnergyVoiceActivity(), new NullSpeechToText(), new NullChatClient(), new NullTextToSpeech()) { Lead = Lead };
}

using Parley.Embedded.VoiceActivity;
using Parley.Sessions;

namespace Parley.Null;

/// <summary>A model whose engines cost next to nothing: what a session with it costs is the server's own work.</summary>
public static class NullPipeline
{
    public const string Name = "null";

    /// <summary>The same behind the embedded detector of voices.</summary>
    public const string DetectorName = "null-detector";

    // short, so that sound is sent at the pace of a conversation: 5 s of lead would send a whole answer at once
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(200);

    /// <summary>The model; it holds nothing to dispose of.</summary>
    public static Pipeline Create() =>
        new(Name, () => new EnergyVoiceActivity(), new NullSpeechToText(), new NullChatClient(), new NullTextToSpeech()) { Lead = Lead };

    /// <summary>The same, but that it hears with the embedded detector: what listening costs.</summary>
    public static Pipeline CreateWithDetector() => Create() with { Name = DetectorName, VoiceActivity = EmbeddedVoiceActivity.Create };
}

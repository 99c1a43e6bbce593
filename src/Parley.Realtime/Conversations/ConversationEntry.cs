using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Conversations;

/// <summary>An item of the conversation, and what only the server knows of it.</summary>
public sealed class ConversationEntry(Item item)
{
    public string Id => Item.Id!;

    /// <summary>The item as clients see it; never with sound.</summary>
    public Item Item { get; set; } = item;

    /// <summary>Only the model sees it: no event tells of it, and no client can name it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Characters of text and images that the item holds.</summary>
    public long Characters => Item switch
    {
        MessageItem message => message.Content.Sum(CharactersOf),
        FunctionCallItem call => call.Arguments.Length,
        FunctionCallOutputItem output => output.Output.Length,
        McpCallItem call => call.Arguments.Length + (call.Output?.Length ?? 0),
        _ => 0,
    };

    /// <summary>The item's sound in <see cref="AudioFormat"/>; empty where there is none, or where it was dropped to keep the limit.</summary>
    public Tape Sound { get; private set; } = new();

    public AudioFormat AudioFormat { get; private set; } = AudioFormat.Pcm24000;

    /// <summary>Length of the item's sound, whether or not it is still kept.</summary>
    public int AudioMs { get; private set; }

    /// <summary>What the recogniser heard, whether or not the client asked for transcripts.</summary>
    public string? HeardText { get; set; }

    /// <summary>The utterance whose transcript the item waits for; null once it is there or has failed.</summary>
    public string? AwaitedUtterance { get; private set; }

    /// <summary>True from the commit of speech until its transcript is there or has failed.</summary>
    public bool AwaitsTranscript => AwaitedUtterance is not null;

    /// <summary>For a spoken reply: which text stood behind which sound.</summary>
    public Heard? Heard { get; set; }

    public void AwaitsTranscriptOf(string utteranceId) => AwaitedUtterance = utteranceId;

    /// <summary>Takes the item's sound.</summary>
    public void Keep(Tape sound, AudioFormat format) => (Sound, AudioFormat, AudioMs) = (sound, format, format.MsOf(sound.Length));

    /// <summary>The transcript is there, or never will be.</summary>
    /// <param name="heard">The words, or null.</param>
    public void Settle(string? heard)
    {
        AwaitedUtterance = null;
        HeardText = heard;
    }

    /// <summary>Forgets what lies beyond a point of a spoken reply, sound and text.</summary>
    /// <param name="audioEndMs">Within the reply's sound.</param>
    public void CutAt(int audioEndMs)
    {
        var text = Heard!.CutAt(audioEndMs);
        if (Item is MessageItem message)
        {
            Item = message with { Content = message.Content.Count == 0 ? [] : [new OutputAudio(text)] };
        }

        Sound.DropFrom(Sound.Start + AudioFormat.BytesOf(audioEndMs));
        AudioMs = audioEndMs;
    }

    private static long CharactersOf(ContentPart part) => part switch
    {
        InputText(var text) => text.Length,
        OutputText(var text) => text.Length,
        OutputAudio(var transcript) => transcript?.Length ?? 0,
        InputImage(var url, _) => url.Length,
        _ => 0,
    };
}

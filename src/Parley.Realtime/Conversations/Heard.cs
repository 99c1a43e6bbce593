namespace Parley.Conversations;

/// <summary>Which text stood behind which sound of a reply, and so how much of it a listener heard who stopped early.</summary>
public sealed class Heard
{
    private const int MsPerCharacter = 65; // of speech whose sound was never made; voices speak about 15 characters a second

    private readonly List<(string Text, int StartMs)> _spoken = [];

    /// <summary>Length of the reply's sound.</summary>
    public int DurationMs { get; private set; }

    /// <summary>True once the listener's end was told: what is spoken after it is not heard.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True when the sound of all its text is there, or a cut has left only such text.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Text that the sound which follows will speak.</summary>
    public void Say(string text)
    {
        if (!IsCut)
        {
            _spoken.Add((text, DurationMs));
        }
    }

    public void Sound(int durationMs) => DurationMs += IsCut ? 0 : durationMs;

    /// <summary>The sound of all that was said is there.</summary>
    public void Finish() => IsWhole = true;

    /// <summary>The text that was heard when playing stopped.</summary>
    /// <param name="audioEndMs">How much was played.</param>
    public string Until(int audioEndMs)
    {
        var heard = "";
        for (var i = 0; i < _spoken.Count && _spoken[i].StartMs < audioEndMs; i++)
        {
            var (text, start) = _spoken[i];
            var end = i + 1 < _spoken.Count ? _spoken[i + 1].StartMs
                : IsWhole ? DurationMs
                : Math.Max(DurationMs, start + (text.Length * MsPerCharacter));
            heard += audioEndMs >= end ? text : Words(text, (double)(audioEndMs - start) / (end - start));
        }

        return heard.TrimEnd();
    }

    /// <summary>Forgets what lies beyond a point, and gives the text that is left.</summary>
    public string CutAt(int audioEndMs)
    {
        var heard = Until(audioEndMs);
        _spoken.Clear();
        _spoken.Add((heard, 0));
        DurationMs = audioEndMs;
        IsCut = true;
        IsWhole = true;
        return heard;
    }

    // Speech is nearly even in characters; a word that was not finished was not heard.
    private static string Words(string text, double share)
    {
        var characters = (int)(text.Length * share);
        var cut = characters >= text.Length || text[characters] == ' ' ? characters : text.LastIndexOf(' ', characters);
        return cut <= 0 ? "" : text[..cut];
    }
}

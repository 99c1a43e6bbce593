using Parley.Protocol;

namespace Parley.Listening;

/// <summary>
/// Turns hypotheses that change their mind into text that only grows: a word is told once it has stayed the same
/// for a while, and a word that was told is never taken back.
/// </summary>
public sealed class StableWords
{
    private const int UsualMs = 300;

    /// <summary>For how much sound a word has to stay the same, by how long the client would have it wait.</summary>
    public static int StableMs(TranscriptionDelay? delay) => delay switch
    {
        TranscriptionDelay.Minimal => 0,
        TranscriptionDelay.Low => 150,
        TranscriptionDelay.High => 600,
        TranscriptionDelay.ExtraHigh => 1200,
        _ => UsualMs,
    };

    private readonly List<(string Word, int SinceMs)> _hypothesis = [];
    private int _told;

    /// <summary>What has been told so far.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Takes the newest hypothesis.</summary>
    /// <param name="hypothesis">The whole utterance as the engine hears it now.</param>
    /// <param name="positionMs">How much sound it has heard.</param>
    /// <param name="stableMs">For how much sound a word has to have stayed the same.</param>
    /// <returns>Text to append, or null when nothing became stable.</returns>
    public string? Next(string hypothesis, int positionMs, int stableMs = UsualMs)
    {
        var words = hypothesis.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var same = 0;
        while (same < words.Length && same < _hypothesis.Count && words[same] == _hypothesis[same].Word)
        {
            same++;
        }

        if (same < _told)
        {
            return null; // the engine doubts what was told: only the final can say so
        }

        _hypothesis.RemoveRange(same, _hypothesis.Count - same);
        _hypothesis.AddRange(words.Skip(same).Select(word => (word, positionMs)));
        return Tell(positionMs, stableMs);
    }

    /// <summary>The rest of the final transcript, where it continues what was told; null where it differs, or adds nothing.</summary>
    public string? Finish(string transcript)
    {
        var rest = transcript.StartsWith(Text, StringComparison.Ordinal) ? transcript[Text.Length..] : "";
        Text += rest;
        return rest.Length == 0 ? null : rest;
    }

    private string? Tell(int positionMs, int stableMs)
    {
        var before = Text.Length;
        while (_told < _hypothesis.Count && positionMs - _hypothesis[_told].SinceMs >= stableMs)
        {
            Text += Text.Length == 0 ? _hypothesis[_told].Word : " " + _hypothesis[_told].Word;
            _told++;
        }

        return Text.Length == before ? null : Text[before..];
    }
}

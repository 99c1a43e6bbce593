namespace Parley.Listening;

/// <summary>
/// Turns hypotheses that change their mind into text that only grows: a word is told once it has stayed the same
/// for <see cref="StableMs"/> of sound, and a word that was told is never taken back.
/// </summary>
public sealed class StableWords
{
    public const int StableMs = 300;

    private readonly List<(string Word, int SinceMs)> _hypothesis = [];
    private int _told;

    /// <summary>What has been told so far.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Takes the newest hypothesis.</summary>
    /// <param name="hypothesis">The whole utterance as the engine hears it now.</param>
    /// <param name="positionMs">How much sound it has heard.</param>
    /// <returns>Text to append, or null when nothing became stable.</returns>
    public string? Next(string hypothesis, int positionMs)
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
        return Tell(positionMs);
    }

    /// <summary>The rest of the final transcript, where it continues what was told; null where it differs, or adds nothing.</summary>
    public string? Finish(string transcript)
    {
        var rest = transcript.StartsWith(Text, StringComparison.Ordinal) ? transcript[Text.Length..] : "";
        Text += rest;
        return rest.Length == 0 ? null : rest;
    }

    private string? Tell(int positionMs)
    {
        var before = Text.Length;
        while (_told < _hypothesis.Count && positionMs - _hypothesis[_told].SinceMs >= StableMs)
        {
            Text += Text.Length == 0 ? _hypothesis[_told].Word : " " + _hypothesis[_told].Word;
            _told++;
        }

        return Text.Length == before ? null : Text[before..];
    }
}

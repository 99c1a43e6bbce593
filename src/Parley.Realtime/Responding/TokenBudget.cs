namespace Parley.Responding;

/// <summary>
/// Holds a model to <c>max_output_tokens</c> that does not do so itself. It counts what text has at the least, one token for
/// each word and for every 16 characters of a long one: whoever keeps the limit is never cut.
/// </summary>
internal sealed class TokenBudget(int? limit)
{
    private const int LongestToken = 16;

    private int _left = limit ?? int.MaxValue;
    private int _inWord;

    /// <summary>More was offered than there is room for.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>The beginning of a text that there is room for.</summary>
    public string Take(string text)
    {
        for (var i = 0; i < text.Length && !IsSpent; i++)
        {
            _inWord = char.IsWhiteSpace(text[i]) ? 0 : _inWord + 1;
            if (_inWord % LongestToken != 1)
            {
                continue;
            }

            if (_left == 0)
            {
                IsSpent = true;
                return text[..i];
            }

            _left--;
        }

        return IsSpent ? "" : text;
    }
}

namespace Parley.Embedded.Rules;

/// <summary>One word of a text: as written, in lower case, its stem, where it stands, and the punctuation right after it (or <c>'\0'</c>).</summary>
internal readonly record struct Word(string Text, string Lower, string Stem, int Start, int End, char Mark)
{
    public bool HasDigit => Lower.Any(char.IsAsciiDigit);

    public bool EndsClause => Mark is ',' or '.' or '?' or '!' or ';' or ':';
}

/// <summary>A value found in the words First to Last, both included.</summary>
internal readonly record struct Found<T>(int First, int Last, T Value)
{
    public bool Covers(int word) => First <= word && word <= Last;
}

namespace Parley.Talking;

/// <summary>What keys mean: single ones act, Enter begins a line of text.</summary>
internal sealed class KeyReading
{
    private string? _line;

    /// <returns>Null for a key without a meaning.</returns>
    public Typed? Next(ConsoleKeyInfo key) => _line is null ? Act(key) : Write(key, _line);

    private Typed? Act(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Enter }: return new TypedDraft(_line = "");
            case { KeyChar: ' ' }: return new TalkKey();
            case { KeyChar: 'm' or 'M' }: return new MuteKey();
            case { KeyChar: 'y' or 'Y' }: return new JudgeKey(Yes: true);
            case { KeyChar: 'n' or 'N' }: return new JudgeKey(Yes: false);
            default: return null;
        }
    }

    private Typed? Write(ConsoleKeyInfo key, string line)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Enter }:
                _line = null;
                return string.IsNullOrWhiteSpace(line) ? new TypedDraft(null) : new TypedLine(line.Trim());
            case { Key: ConsoleKey.Escape }:
                return new TypedDraft(_line = null);
            case { Key: ConsoleKey.Backspace }:
                return new TypedDraft(_line = line.Length == 0 ? "" : line[..^(char.IsLowSurrogate(line[^1]) ? 2 : 1)]);
            default:
                return char.IsControl(key.KeyChar) ? null : new TypedDraft(_line = line + key.KeyChar);
        }
    }
}

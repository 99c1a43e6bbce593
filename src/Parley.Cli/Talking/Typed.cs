namespace Parley.Talking;

/// <summary>What a person does with the keyboard.</summary>
internal abstract record Typed;

/// <summary>A whole line.</summary>
internal sealed record TypedLine(string Text) : Typed;

/// <summary>A line is being typed; null when it is given up.</summary>
internal sealed record TypedDraft(string? Text) : Typed;

internal sealed record MuteKey : Typed;

/// <summary>The key to talk is held: pressed, or repeated by the terminal.</summary>
internal sealed record TalkKey : Typed;

/// <summary>Yes or no, to what was asked.</summary>
internal sealed record JudgeKey(bool Yes) : Typed;

/// <summary>No more lines will come.</summary>
internal sealed record TypingEnded : Typed;

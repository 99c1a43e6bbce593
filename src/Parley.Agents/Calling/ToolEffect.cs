namespace Parley.Calling;

/// <summary>What a tool does to the world, and so when it may run.</summary>
public enum ToolEffect
{
    /// <summary>It only looks: it may run at once, and again.</summary>
    Read,

    /// <summary>It changes something that can be changed back.</summary>
    Write,

    /// <summary>It cannot be taken back: it waits until the person's turn is final, and for an approval.</summary>
    Irreversible,
}

namespace Parley.Checks;

/// <summary>What a check cannot do without.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>Engines that fail, or take their time, when they are told to.</summary>
    ObedientEngines = 1,

    /// <summary>A model that calls functions.</summary>
    Functions = 2,

    /// <summary>More than a few seconds of waiting.</summary>
    LongWait = 4,

    /// <summary>The HTTP endpoints beside the sockets.</summary>
    Http = 8,
}

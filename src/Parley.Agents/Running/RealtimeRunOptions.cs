using Parley.Agents;
using Parley.Guarding;
using Parley.Remembering;
using Parley.Transport;

namespace Parley.Running;

/// <summary>How a session runs.</summary>
public sealed record RealtimeRunOptions
{
    public RealtimeModelSettings Model { get; init; } = new();

    public GuardrailSettings Guardrails { get; init; } = new();

    public HistoryLimit? HistoryLimit { get; init; }

    /// <summary>What agents remember from one session to the next; they get a function <c>remember</c>, and what they know of the person stands in their instructions.</summary>
    public IAgentMemory? Memory { get; init; }

    /// <summary>Whom <see cref="Memory"/> is about.</summary>
    public string Person { get; init; } = "user";

    public ReconnectSettings Reconnect { get; init; } = new();

    /// <summary>Events that wait for a slow reader; beyond that the oldest go, and <see cref="RealtimeEventsDropped"/> says how many.</summary>
    public int EventBuffer { get; init; } = 4096;

    /// <summary>Opens connections; otherwise sockets.</summary>
    public RealtimeDial? Dial { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How a lost connection is looked for again: with growing pauses, each a little different from those of other clients.</summary>
/// <param name="Attempts">In a row, before it is given up.</param>
/// <param name="FirstAttempts">For the first connection of a session.</param>
public sealed record ReconnectSettings(int Attempts = 12, int FirstAttempts = 3)
{
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);
}

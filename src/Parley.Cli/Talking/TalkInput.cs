using Parley.Agents;
using Parley.Devices;

namespace Parley.Talking;

/// <summary>What reaches a live talk: the one thing that changes it.</summary>
internal abstract record TalkInput;

internal sealed record SessionHappened(RealtimeSessionEvent Event) : TalkInput;

/// <summary>The session is over, and will not come back.</summary>
internal sealed record SessionGone(Exception? Because) : TalkInput;

internal sealed record PersonTyped(Typed What) : TalkInput;

/// <param name="Part">The microphone, or the loudspeaker.</param>
internal sealed record DeviceChanged(string Part, DeviceChange Change) : TalkInput;

/// <summary>Something to tell the person.</summary>
internal sealed record Noted(string Text) : TalkInput;

internal sealed record Ticked : TalkInput;

namespace Parley.Talking;

/// <summary>How a talk was.</summary>
/// <param name="Lost">How often sound was lost, in words; null for never.</param>
/// <param name="Failure">Why it could not go on; null where it was ended.</param>
internal sealed record TalkEnd(TimeSpan Lasted, int Turns, IReadOnlyList<TimeSpan> Waits, int Interruptions, string? Lost, Exception? Failure);

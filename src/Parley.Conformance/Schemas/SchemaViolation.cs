namespace Parley.Schemas;

/// <summary>What is wrong with an event: which, where in it, what would be right, what stood there.</summary>
/// <param name="Path">A place such as <c>response.output[0].status</c>.</param>
/// <param name="IsForeignType">The whole event is not one of the dialect's.</param>
public sealed record SchemaViolation(string EventType, string Path, string Expected, string Got, bool IsForeignType = false)
{
    public override string ToString() => $"{EventType}: '{Path}' is {Got}; expected {Expected}";
}

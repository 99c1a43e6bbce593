using Parley.Protocol;

namespace Parley.Talking;

/// <summary>Something that happened in a turn.</summary>
/// <param name="At">A timestamp of the conversation's clock.</param>
internal abstract record TalkStep(long At);

/// <summary>The server said something.</summary>
internal sealed record ServerSaid(ServerEvent Event, long At) : TalkStep(At);

/// <summary>A function that the model called was answered.</summary>
internal sealed record ToolAnswered(FunctionCallItem Call, ToolOutput Output, long At) : TalkStep(At);

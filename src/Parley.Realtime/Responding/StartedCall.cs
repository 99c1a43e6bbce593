using Parley.Conversations;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>A call of one of the server's functions that clients see.</summary>
/// <param name="OutputIndex">Its item's place in the response.</param>
/// <param name="Arguments">JSON.</param>
/// <param name="IsAsked">It waits for the client's approval, and does not run yet.</param>
public sealed record StartedCall(ConversationEntry Entry, int OutputIndex, ServerFunction Function, string Arguments, bool IsAsked);

/// <summary>A call that the client has approved.</summary>
/// <param name="RequestId">Of the item that asked for it.</param>
public sealed record ApprovedCall(ServerFunction Function, string Arguments, string RequestId);

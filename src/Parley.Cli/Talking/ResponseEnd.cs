using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>What the end of a response means to who waits for an answer.</summary>
internal static class ResponseEnd
{
    /// <summary>Whether the user spoke on: another response follows.</summary>
    public static bool IsInterrupted(ResponseInfo response) =>
        response is { Status: ResponseStatus.Cancelled, StatusDetails.Reason: "turn_detected" };

    /// <exception cref="CommandException">It failed, or was cancelled.</exception>
    public static void ThrowIfLost(ResponseInfo response)
    {
        if (response.Status == ResponseStatus.Failed)
        {
            throw new CommandException(Reason(response.StatusDetails?.Error?.Message));
        }

        if (response.Status == ResponseStatus.Cancelled && !IsInterrupted(response))
        {
            throw new CommandException("The server cancelled the response.");
        }
    }

    // a server's sentence may say already what it is about
    private static string Reason(string? message) => message switch
    {
        null or "" => "The response failed; the server does not say why.",
        _ when message.StartsWith("The response ", StringComparison.OrdinalIgnoreCase) => message,
        _ => $"The response failed: {message}",
    };
}

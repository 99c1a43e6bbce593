using Microsoft.AspNetCore.Http;
using Parley.Hosting;
using Parley.Protocol;

namespace Parley.Connections;

/// <summary>
/// Why a client is turned away. It is told over the open socket, as the service does it: a browser sees neither the status nor
/// the body of a refused upgrade, and every client understands an error event and a close code.
/// </summary>
internal sealed record Refusal(string Code, string Message, string? Param, CloseFrame Close)
{
    /// <summary>The code where a key is known and may not do what is asked.</summary>
    public const string NotPermitted = "insufficient_permissions";

    public static readonly Refusal InvalidKey = new(
        "invalid_api_key", "Incorrect or missing API key, or a client secret that has expired.", null, new(CloseFrame.InvalidKey, "invalid_request_error.invalid_api_key"));

    // try again later: clients that reconnect by themselves do so on 1013
    public static readonly Refusal TooManySessions = new(
        "rate_limit_exceeded", "All sessions of this server, or of this API key, are taken. Try again later.", null, new(CloseFrame.TryAgainLater, "rate_limit_exceeded"));

    public static readonly Refusal OnlyOpensSessions = Of(new(NotPermitted, "A client secret only opens sessions. Call with an API key."));

    public static readonly Refusal NoCalls = Of(new(
        "calls_not_supported", "There is no call to join: this server has no WebRTC and no SIP. Connect with '?model=' or '?intent=transcription' instead of '?call_id='.", "call_id"));

    public ErrorEvent Event => new(new(ErrorDetails.InvalidRequest, Code, Message, Param));

    /// <summary>Where it is told in an HTTP reply after all.</summary>
    public int Status => Code switch
    {
        "invalid_api_key" => StatusCodes.Status401Unauthorized,
        NotPermitted => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    public static Refusal MissingRight(ApiKey key, KeyRight right) => Of(new(
        NotPermitted, $"The API key '{key.Name}' does not have the right '{Word(right)}'; it has: {string.Join(", ", key.Rights.Select(has => $"'{Word(has)}'"))}."));

    public static Refusal Of(InvalidRequestException mistake)
    {
        var code = mistake.Code ?? "invalid_value";
        return new(code, mistake.Message, mistake.Param, new(code == NotPermitted ? CloseFrame.Forbidden : CloseFrame.InvalidRequest, $"invalid_request_error.{code}"));
    }

    private static string Word(KeyRight right) => right.ToString().ToLowerInvariant();
}

using Microsoft.AspNetCore.Http;
using Parley.Hosting;
using Parley.Protocol;

namespace Parley.Connections;

/// <summary>
/// Why a client is turned away. It is told over the open socket, as the service does it: a browser sees neither the status nor
/// the body of a refused upgrade, and every client understands an error event and a close code. Who is to come again later is
/// told so before the upgrade, unless it is a browser: that costs least when there is least to spare, and a proxy can read it.
/// </summary>
internal sealed record Refusal(string Code, string Message, string? Param, CloseFrame Close)
{
    private const string Overloaded = "server_is_overloaded";
    private const string TooMany = "rate_limit_exceeded";
    private const string BusyNow = "The server takes no more sessions now, for the sake of those that it has.";

    /// <summary>The code where a key is known and may not do what is asked.</summary>
    public const string NotPermitted = "insufficient_permissions";

    public static readonly Refusal InvalidKey = new(
        "invalid_api_key", "Incorrect or missing API key, or a client secret that has expired.", null, new(CloseFrame.InvalidKey, "invalid_request_error.invalid_api_key"));

    public static readonly Refusal OnlyOpensSessions = Of(new(NotPermitted, "A client secret only opens sessions. Call with an API key."));

    public static readonly Refusal NoCalls = Of(new(
        "calls_not_supported", "There is no call to join: this server has no WebRTC and no SIP. Connect with '?model=' or '?intent=transcription' instead of '?call_id='.", "call_id"));

    /// <summary>When to come again, where that may help.</summary>
    public int? RetryAfterSeconds { get; private init; }

    /// <summary>In a word, for those who count.</summary>
    public string Cause => Close.Cause is { Length: > 0 } cause ? cause : Code;

    public string Type => Code == Overloaded ? ErrorDetails.Server : ErrorDetails.InvalidRequest;

    public ErrorEvent Event => new(new(Type, Code, Message, Param));

    /// <summary>Where it is told in an HTTP reply after all.</summary>
    public int Status => Code switch
    {
        "invalid_api_key" => StatusCodes.Status401Unauthorized,
        NotPermitted => StatusCodes.Status403Forbidden,
        TooMany => StatusCodes.Status429TooManyRequests,
        Overloaded => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    public static Refusal MissingRight(ApiKey key, KeyRight right) => Of(new(
        NotPermitted, $"The API key '{key.Name}' does not have the right '{Word(right)}'; it has: {string.Join(", ", key.Rights.Select(has => $"'{Word(has)}'"))}."));

    /// <summary>Says nothing of how loaded the server is.</summary>
    public static Refusal Later(Overload overload)
    {
        var (code, cause, why) = overload.Cause switch
        {
            OverloadCause.SessionsOfKey => (TooMany, "key_full", "All sessions of this API key are taken."),
            OverloadCause.Sessions => (Overloaded, "full", "All sessions of this server are taken."),
            OverloadCause.Cpu => (Overloaded, "cpu", BusyNow),
            OverloadCause.Lateness => (Overloaded, "lateness", BusyNow),
            _ => (Overloaded, "buffered_bytes", BusyNow),
        };
        var seconds = overload.RetryAfterSeconds;
        return new(code, $"{why} Try again in {seconds} s.", null, new(CloseFrame.TryAgainLater, $"{code}: try again in {seconds} s", cause)) { RetryAfterSeconds = seconds };
    }

    public static Refusal Of(InvalidRequestException mistake)
    {
        var code = mistake.Code ?? "invalid_value";
        return new(code, mistake.Message, mistake.Param, new(code == NotPermitted ? CloseFrame.Forbidden : CloseFrame.InvalidRequest, $"invalid_request_error.{code}"));
    }

    private static string Word(KeyRight right) => right.ToString().ToLowerInvariant();
}

using Parley.Protocol;

namespace Parley.Connections;

/// <summary>
/// Why a client is turned away. It is told over the open socket, as the service does it: a browser sees neither the status nor
/// the body of a refused upgrade, and every client understands an error event and a close code.
/// </summary>
internal sealed record Refusal(string Code, string Message, string? Param, CloseFrame Close)
{
    public static readonly Refusal InvalidKey = new(
        "invalid_api_key", "Incorrect or missing API key.", null, new(CloseFrame.InvalidKey, "invalid_request_error.invalid_api_key"));

    // try again later: clients that reconnect by themselves do so on 1013
    public static readonly Refusal TooManySessions = new(
        "rate_limit_exceeded", "All sessions of this server, or of this API key, are taken. Try again later.", null, new(CloseFrame.TryAgainLater, "rate_limit_exceeded"));

    public static Refusal MissingModel(IEnumerable<string> models) => new(
        "missing_model",
        $"Missing required parameter: 'model'. Connect with '?model=' and one of: {Listed(models)}.",
        "model",
        new(CloseFrame.InvalidRequest, "invalid_request_error.missing_model"));

    public static Refusal InvalidModel(string model, IEnumerable<string> models) => new(
        "invalid_model",
        $"Invalid value: '{model}'. Supported models are: {Listed(models)}.",
        "model",
        new(CloseFrame.InvalidRequest, "invalid_request_error.invalid_model"));

    public ErrorEvent Event => new(new(ErrorDetails.InvalidRequest, Code, Message, Param));

    private static string Listed(IEnumerable<string> models) => string.Join(", ", models.Select(name => $"'{name}'"));
}

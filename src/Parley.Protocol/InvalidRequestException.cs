namespace Parley.Protocol;

/// <summary>The client's mistake: what was wrong, where, and what would be right. The session lives on.</summary>
/// <param name="code">The wire's <c>error.code</c>, or null where the service has none.</param>
/// <param name="message">A sentence for the developer of the client.</param>
/// <param name="param">Path of the offending parameter (<c>session.audio.output.speed</c>), or null.</param>
public sealed class InvalidRequestException(string? code, string message, string? param = null) : Exception(message)
{
    public string? Code => code;

    public string? Param => param;

    /// <summary>The same mistake as it is told where only a part was sent: <c>session.speed</c> is <c>speed</c> within <c>session</c>.</summary>
    public InvalidRequestException Within(string part)
    {
        if (param?.StartsWith($"{part}.", StringComparison.Ordinal) != true)
        {
            return this;
        }

        var place = param[(part.Length + 1)..];
        return new(code, Message.Replace($"'{param}'", $"'{place}'", StringComparison.Ordinal), place);
    }

    public static InvalidRequestException Missing(string param) =>
        new("missing_required_parameter", $"Missing required parameter: '{param}'.", param);

    public static InvalidRequestException Unknown(string param) =>
        new("unknown_parameter", $"Unknown parameter: '{param}'.", param);

    /// <summary>A parameter that something else has.</summary>
    /// <param name="owners">What has it.</param>
    /// <param name="asked">What has not.</param>
    internal static InvalidRequestException Unknown(string param, IEnumerable<string> owners, string? asked) =>
        string.Join(" and ", owners.Select(each => $"'{each}'")) is { Length: > 0 } list
            ? new("unknown_parameter", $"Unknown parameter: '{param}'. '{asked}' has none, {list} has.", param)
            : Unknown(param);

    public static InvalidRequestException InvalidValue(string param, string message) =>
        new("invalid_value", message, param);

    /// <summary>A value that is not among the supported ones, which the message lists.</summary>
    public static InvalidRequestException Unsupported(string param, string value, IEnumerable<string> supported)
    {
        var list = string.Join(", ", supported.Select(each => $"'{each}'"));
        return new("invalid_value", $"Invalid value: '{value}'. Supported values are: {list}.", param);
    }

    public static InvalidRequestException WrongType(string param, string expected, string got) =>
        new("invalid_type", $"Invalid type for '{param}': expected {expected}, but got {got} instead.", param);

    public static InvalidRequestException OutOfRange(string param, string value, string range) =>
        new("invalid_value", $"Invalid '{param}': {value} is out of range. Expected {range}.", param);
}

using System.Net;
using System.Text.Json.Nodes;

namespace Parley;

/// <summary>A reply of JSON, or of nothing.</summary>
internal sealed record HttpReply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, JsonObject Body)
{
    public JsonObject Error => Body["error"]!.AsObject();

    public static async Task<HttpReply> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        return new(response.StatusCode, headers, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>That it is an error of the usual body, and which.</summary>
    public void ShouldFail(HttpStatusCode status, string code, string? param = null, string type = "invalid_request_error")
    {
        Status.ShouldBe(status);
        Error.Select(member => member.Key).ShouldBe(["message", "type", "param", "code"]);
        Error.Text("type").ShouldBe(type);
        (Error.Text("code"), (string?)Error["param"]).ShouldBe((code, param));
    }
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>A conversation with parley-rules on Wednesday, 6 May 2026, at 10:00.</summary>
internal sealed class Talker(IReadOnlyList<AITool>? tools = null, string? instructions = null)
{
    public List<ChatMessage> Messages { get; } = [];

    public ChatOptions Options { get; } = new() { Tools = tools is null ? null : [.. tools], Instructions = instructions };

    /// <summary>Says something, and takes the reply into the conversation.</summary>
    public async Task<ChatResponse> Say(string words)
    {
        Messages.Add(new ChatMessage(ChatRole.User, words));
        return await Respond();
    }

    public async Task<ChatResponse> Respond()
    {
        using var client = new RulesChatClient(new Noon());
        var response = await client.GetResponseAsync(Messages, Options);
        Messages.AddRange(response.Messages);
        return response;
    }

    /// <summary>Gives results to the open calls in order, and takes the reply.</summary>
    public async Task<string> Result(params string[] results)
    {
        var calls = Messages[^1].Contents.OfType<FunctionCallContent>().ToList();
        foreach (var (call, result) in calls.Zip(results))
            Messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
        return (await Respond()).Text;
    }

    /// <summary>The calls of a reply, or its words in brackets when it calls nothing.</summary>
    public static string Did(ChatResponse response) => Calls(response) is { Length: > 0 } calls ? calls : $"({response.Text})";

    /// <summary>The calls of a reply as <c>name {"argument":"value"}</c>, joined by <c>;</c>; arguments in the order of their names.</summary>
    public static string Calls(ChatResponse response) =>
        string.Join("; ", response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(c => $"{c.Name} {Sorted(Json.Arguments(c))}"));

    public static string Sorted(JsonObject arguments) =>
        "{" + string.Join(",", arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={Plain(a.Value)}")) + "}";

    private static string Plain(JsonNode? value) =>
        value is JsonArray list ? "[" + string.Join("|", list.Select(Plain)) + "]" : value is JsonObject inner ? Sorted(inner) : value?.ToString() ?? "null";

    private sealed class Noon : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 5, 6, 10, 0, 0, TimeSpan.Zero);
    }
}

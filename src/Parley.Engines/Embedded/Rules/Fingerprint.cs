using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>Ids that follow from the conversation: the same messages give the same ids, and a longer conversation gives others.</summary>
internal static class Fingerprint
{
    private const int Length = 16;

    public static string Of(IEnumerable<ChatMessage> messages, ChatOptions? options, params string[] more)
    {
        var text = new StringBuilder(options?.Instructions).Append('\0');
        foreach (var message in messages)
        {
            text.Append(message.Role.Value).Append('\u0001');
            foreach (var content in message.Contents) text.Append(Said(content)).Append('\u0002');
        }
        foreach (var part in more) text.Append('\u0003').Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
    }

    private static string Said(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionCallContent call => $"{call.CallId}\u0001{call.Name}\u0001{Json.Arguments(call).ToJsonString()}",
        FunctionResultContent result => $"{result.CallId}\u0001{Json.Parse(result.Result)?.ToJsonString()}",
        _ => "",
    };
}

using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>
/// Estimates tokens: a run of letters or digits counts one for every six characters begun, any other mark counts one,
/// blanks count nothing; a message adds three. Sound and pictures are not counted.
/// </summary>
internal static class Tokens
{
    private const int Piece = 6;
    private const int PerMessage = 3;

    public static int In(string text)
    {
        int tokens = 0, run = 0;
        foreach (var c in text)
        {
            run = char.IsLetterOrDigit(c) ? run + 1 : 0;
            if (run > 0 ? run % Piece == 1 : !char.IsWhiteSpace(c)) tokens++;
        }
        return tokens;
    }

    public static int In(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        messages.Sum(m => PerMessage + m.Contents.Sum(In)) + In(options?.Instructions ?? "")
        + (options?.Tools?.OfType<AIFunctionDeclaration>().Sum(t => In(t.Name) + In(t.Description) + In(t.JsonSchema.ToString())) ?? 0);

    public static int In(AIContent content) => content switch
    {
        TextContent text => In(text.Text),
        FunctionCallContent call => In(call.Name) + In(Json.Arguments(call).ToJsonString()),
        FunctionResultContent { Result: { } result } => In(result.ToString() ?? ""),
        _ => 0,
    };
}

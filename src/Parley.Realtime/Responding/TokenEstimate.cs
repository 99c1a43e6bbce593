using System.Runtime.InteropServices;
using Parley.Conversations;
using Parley.Protocol;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>Tokens that a model reads, by what they stand for.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TokenCount(int Text, int Audio = 0, int Image = 0)
{
    public int Total => Text + Audio + Image;

    public static TokenCount operator +(TokenCount one, TokenCount other) => new(one.Text + other.Text, one.Audio + other.Audio, one.Image + other.Image);
}

/// <summary>
/// How many tokens something is, where no model has counted: four characters of ASCII, two of another alphabet or one of an
/// East Asian script are one; so are 100 ms of the user's speech, beside its words. An image is 85 in low detail, else 765.
/// </summary>
internal static class TokenEstimate
{
    private const int MsPerToken = 100;
    private const int LowDetail = 85;
    private const int HighDetail = 765;
    private const char EastAsian = '\u2E80';

    public static int Of(string text)
    {
        var quarters = 0;
        foreach (var each in text)
        {
            quarters += char.IsAscii(each) ? 1 : each < EastAsian ? 2 : 4;
        }

        return (quarters + 3) / 4;
    }

    /// <summary>What stands before the conversation: the instructions, and the tools.</summary>
    public static TokenCount Of(ResponsePlan plan) => new(Of(plan.Instructions) + plan.Tools.OfType<FunctionTool>().Sum(Of) + plan.Functions.Sum(Of));

    /// <summary>An entry as the model will read it.</summary>
    public static TokenCount Of(ConversationEntry entry) => Prompt.AsHeard(entry) switch
    {
        MessageItem message => message.Content.Select(Of).Aggregate(
            new TokenCount(0, message.Role == Role.User ? entry.AudioMs / MsPerToken : 0), static (sum, each) => sum + each),
        FunctionCallItem call => new(Of(call.Name) + Of(call.Arguments)),
        FunctionCallOutputItem output => new(Of(output.Output)),
        McpCallItem call => new(Of(call.Name) + Of(call.Arguments) + Of(call.Output ?? "")),
        _ => default,
    };

    private static TokenCount Of(ContentPart part) => part switch
    {
        InputText(var text) => new(Of(text)),
        OutputText(var text) => new(Of(text)),
        InputAudio(var transcript) => new(Of(transcript ?? "")),
        OutputAudio(var transcript) => new(Of(transcript ?? "")),
        InputImage(_, "low") => new(0, Image: LowDetail),
        InputImage => new(0, Image: HighDetail),
        _ => default,
    };

    private static int Of(ServerFunction function) => Of(function.Name) + Of(function.Description ?? "") + Of(function.InputSchema.GetRawText());

    private static int Of(FunctionTool tool) => Of(tool.Name) + Of(tool.Description ?? "") + Of(tool.Parameters?.GetRawText() ?? "");
}

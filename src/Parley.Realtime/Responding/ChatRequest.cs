using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;
using Parley.Tools;
using ReasoningEffort = Parley.Protocol.ReasoningEffort;

namespace Parley.Responding;

/// <summary>A prompt in the words of <see cref="IChatClient"/>.</summary>
internal static class ChatRequest
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public static List<ChatMessage> Messages(Prompt prompt)
    {
        var messages = new List<ChatMessage>();
        if (prompt.Instructions.Length > 0)
        {
            messages.Add(new(ChatRole.System, prompt.Instructions));
        }

        if (prompt.Functions.Count > 0)
        {
            messages.Add(new(ChatRole.System, ResultNotice.Text));
        }

        foreach (var item in PairedCalls.Of(prompt.Items))
        {
            switch (item)
            {
                case MessageItem message when Contents(message) is { Count: > 0 } contents: messages.Add(new(RoleOf(message.Role), contents)); break;
                case FunctionCallItem call: Call(messages, call); break;
                case FunctionCallOutputItem result: messages.Add(new(ChatRole.Tool, [new FunctionResultContent(result.CallId, result.Output)])); break;
            }
        }

        return messages;
    }

    /// <summary>What a message tells the model. What nobody heard was not said: a reply that broke off before its first word, an empty text.</summary>
    public static List<AIContent> Contents(MessageItem message) => [.. message.Content.Select(Content).Where(content => content is not TextContent { Text: "" })];

    public static ChatOptions Options(Prompt prompt)
    {
        var served = prompt.Functions.Where(function => prompt.ToolChoice is not { ServerLabel: { } only } || function.ServerLabel == only);
        List<AITool> tools = [.. prompt.Tools.OfType<FunctionTool>().Select(Declaration), .. served.Select(Declaration)];
        return new()
        {
            MaxOutputTokens = prompt.MaxOutputTokens.Limit,
            Temperature = (float?)prompt.Temperature,
            Reasoning = prompt.Reasoning?.Effort is { } effort ? new() { Effort = EffortOf(effort) } : null,
            AllowMultipleToolCalls = tools.Count > 0 ? prompt.ParallelToolCalls : null,
            Tools = tools.Count > 0 ? tools : null,
            ToolMode = tools.Count == 0 ? null : ModeOf(prompt),
        };
    }

    private static ChatRole RoleOf(Role role) => role switch
    {
        Role.System => ChatRole.System,
        Role.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };

    private static AIContent Content(ContentPart part) => part switch
    {
        InputText(var text) => new TextContent(text),
        OutputText(var text) => new TextContent(text),
        InputAudio(var transcript) => new TextContent(transcript ?? Prompt.Inaudible),
        OutputAudio(var transcript) => new TextContent(transcript ?? ""),
        InputImage(var url, _) => new DataContent(url),
        _ => throw new NotSupportedException($"{part.GetType().Name} has no place in a prompt."),
    };

    // Calls of one response stand in one assistant message: models are strict about what a result may follow.
    private static void Call(List<ChatMessage> messages, FunctionCallItem call)
    {
        var content = new FunctionCallContent(call.CallId ?? "", call.Name, Arguments(call.Arguments));
        if (messages is [.., { Role: var role } last] && role == ChatRole.Assistant)
        {
            last.Contents.Add(content);
        }
        else
        {
            messages.Add(new(ChatRole.Assistant, [content]));
        }
    }

    private static Dictionary<string, object?>? Arguments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(json.Length == 0 ? "{}" : json);
        }
        catch (JsonException)
        {
            return new() { ["arguments"] = json }; // a client seeded its history with a call that is no JSON: the model sees it as it is
        }
    }

    private static AIFunctionDeclaration Declaration(ServerFunction function) =>
        AIFunctionFactory.CreateDeclaration(function.Name, function.Description ?? "", function.InputSchema);

    private static AIFunctionDeclaration Declaration(FunctionTool tool) =>
        AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description ?? "", Schema(tool.Parameters));

    private static JsonElement Schema(JsonElement? parameters)
    {
        if (parameters is { ValueKind: JsonValueKind.Object } schema)
        {
            return schema;
        }

        if (parameters is { ValueKind: JsonValueKind.String } text)
        {
            try
            {
                return JsonElement.Parse(text.GetString()!) is { ValueKind: JsonValueKind.Object } inner && inner.EnumerateObject().Any() ? inner : NoParameters;
            }
            catch (JsonException)
            {
                return NoParameters; // the string was accepted and echoed as it came; to the model it says nothing
            }
        }

        return NoParameters;
    }

    private static Microsoft.Extensions.AI.ReasoningEffort EffortOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.Minimal or ReasoningEffort.Low => Microsoft.Extensions.AI.ReasoningEffort.Low,
        ReasoningEffort.Medium => Microsoft.Extensions.AI.ReasoningEffort.Medium,
        ReasoningEffort.High => Microsoft.Extensions.AI.ReasoningEffort.High,
        _ => Microsoft.Extensions.AI.ReasoningEffort.ExtraHigh,
    };

    private static ChatToolMode ModeOf(Prompt prompt) => prompt.ToolChoice switch
    {
        { Mode: "none" } => ChatToolMode.None,
        { Mode: "required" } => ChatToolMode.RequireAny,
        { Mode: "function", Name: { } name } => ChatToolMode.RequireSpecific(name),
        { ServerLabel: { } label, Name: { } tool } when prompt.Functions.FirstOrDefault(each => each.ServerLabel == label && each.ToolName == tool) is { } function =>
            ChatToolMode.RequireSpecific(function.Name),
        { ServerLabel: { } label, Name: null } when prompt.Functions.Any(each => each.ServerLabel == label) => ChatToolMode.RequireAny,
        _ => ChatToolMode.Auto, // also for a server whose functions could not be had: the model says so itself
    };
}

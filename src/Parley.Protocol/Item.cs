using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>A piece of a conversation.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessageItem), "message")]
[JsonDerivedType(typeof(FunctionCallItem), "function_call")]
[JsonDerivedType(typeof(FunctionCallOutputItem), "function_call_output")]
[JsonDerivedType(typeof(McpListToolsItem), "mcp_list_tools")]
[JsonDerivedType(typeof(McpCallItem), "mcp_call")]
[JsonDerivedType(typeof(McpApprovalRequestItem), "mcp_approval_request")]
[JsonDerivedType(typeof(McpApprovalResponseItem), "mcp_approval_response")]
[JsonDerivedType(typeof(ItemReference), "item_reference")]
public abstract record Item
{
    /// <summary>Chosen by the client, or minted by the session when it is added.</summary>
    [JsonPropertyOrder(-3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Always <c>realtime.item</c> where it is sent at all (beta); accepted and ignored.</summary>
    [JsonPropertyOrder(-2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Object { get; init; }

    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemStatus? Status { get; init; }
}

[JsonConverter(typeof(WordConverter<ItemStatus>))]
public enum ItemStatus
{
    [JsonStringEnumMemberName("in_progress")] InProgress,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("incomplete")] Incomplete,
}

[JsonConverter(typeof(WordConverter<Role>))]
public enum Role
{
    [JsonStringEnumMemberName("system")] System,
    [JsonStringEnumMemberName("user")] User,
    [JsonStringEnumMemberName("assistant")] Assistant,
}

public sealed record MessageItem(Role Role, IReadOnlyList<ContentPart> Content) : Item
{
    /// <summary>Reasoning models tell <c>commentary</c> from <c>final_answer</c>; echoed as it came.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phase { get; init; }

    /// <summary>Its words, written or spoken, as far as they are known.</summary>
    [JsonIgnore]
    public string Text => string.Join(' ', Content.Select(part => part switch
    {
        InputText(var text) => text,
        OutputText(var text) => text,
        InputAudio(var transcript) => transcript,
        OutputAudio(var transcript) => transcript,
        _ => null,
    }).Where(text => !string.IsNullOrEmpty(text)));
}

/// <param name="Name">The function.</param>
/// <param name="CallId">What the output will refer to.</param>
/// <param name="Arguments">JSON, as a string.</param>
public sealed record FunctionCallItem(string Name, string? CallId = null, string Arguments = "") : Item;

public sealed record FunctionCallOutputItem(string CallId, string Output) : Item;

public sealed record McpListToolsItem(string ServerLabel, IReadOnlyList<McpToolDescription> Tools) : Item;

public sealed record McpToolDescription(string Name, string? Description, JsonElement InputSchema, JsonElement? Annotations = null);

public sealed record McpCallItem(
    string ServerLabel, string Name, string Arguments, string? ApprovalRequestId = null, string? Output = null, McpError? Error = null) : Item;

/// <summary>Why a call of an MCP server's tool came to nothing.</summary>
/// <param name="Type"><see cref="Execution"/>, <see cref="Protocol"/> or <see cref="Http"/>.</param>
/// <param name="Code">Of JSON-RPC or of HTTP; a failed execution has none.</param>
public sealed record McpError(string Type, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Code = null)
{
    public const string Execution = "tool_execution_error";
    public const string Protocol = "protocol_error";
    public const string Http = "http_error";
}

public sealed record McpApprovalRequestItem(string ServerLabel, string Name, string Arguments) : Item;

public sealed record McpApprovalResponseItem(string ApprovalRequestId, bool Approve, string? Reason = null) : Item;

/// <summary>Stands for an item of the conversation by its <see cref="Item.Id"/>; only in <c>response.create</c>'s input.</summary>
public sealed record ItemReference : Item;

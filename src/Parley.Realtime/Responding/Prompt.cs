using Parley.Conversations;
using Parley.Protocol;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>What the model sees.</summary>
/// <param name="Items">In order; speech with its transcript, replies only as far as they were heard.</param>
public sealed record Prompt(string Instructions, IReadOnlyList<Item> Items, IReadOnlyList<Tool> Tools, ToolChoice ToolChoice, MaxTokens MaxOutputTokens)
{
    /// <summary>Stands for speech that could not be transcribed: the model is told, and can ask again.</summary>
    public const string Inaudible = "[inaudible]";

    public double? Temperature { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public Reasoning? Reasoning { get; init; }

    /// <summary>The functions that the server runs, beside the client's.</summary>
    public IReadOnlyList<ServerFunction> Functions { get; init; } = [];

    /// <summary>What the user said last, as far as it is words.</summary>
    internal string Asked => Items.OfType<MessageItem>().LastOrDefault(item => item.Role == Role.User)?.Text ?? "";

    /// <summary>Why no model is asked, and the response fails: it does not fit, or a limit is reached.</summary>
    public StatusError? Refusal { get; init; }

    internal static Prompt For(ResponsePlan plan, Context context) =>
        new(plan.Instructions, [.. ServedCalls.AsCalls(context.Entries.Select(AsHeard), plan.Functions)], [.. plan.Tools.Except(plan.Served)], plan.ToolChoice, plan.MaxOutputTokens)
        {
            Functions = plan.Functions,
            Temperature = plan.Temperature,
            ParallelToolCalls = plan.ParallelToolCalls,
            Reasoning = plan.Reasoning,
            Refusal = plan.Truncation.Type == "disabled" && context.Tokens.Total > context.Room ? TooLong(context) : null,
        };

    /// <summary>The entries that a plan names instead of the conversation; null where it names none.</summary>
    /// <exception cref="InvalidRequestException">The plan refers to an item that is not there, or holds one that no client may add.</exception>
    public static IReadOnlyList<ConversationEntry>? Input(ResponsePlan plan, Conversation conversation, Ids ids) => plan.Input is { } input
        ? [.. input.Select((item, index) => item is ItemReference ? Referred(item, index, conversation) : Given(item, ids, $"response.input[{index}]"))]
        : null;

    private static ConversationEntry Given(Item item, Ids ids, string param)
    {
        var written = item is MessageItem { Role: Role.Assistant } reply
            ? reply with { Content = [.. reply.Content.Select(part => part is OutputAudio(var transcript) ? new OutputText(transcript ?? "") : part)] } // a reply that was spoken once
            : item;
        var given = NewItem.From(written, ids, param);
        return given.NeedsTranscript
            ? throw InvalidRequestException.InvalidValue(param, "Audio in 'response.input' is not transcribed: create an item of it, and refer to that with an 'item_reference'.")
            : new(given.Item);
    }

    private static ConversationEntry Referred(Item reference, int index, Conversation conversation) =>
        reference.Id is { } id && conversation.Find(id) is { } entry
            ? entry
            : throw InvalidRequestException.InvalidValue($"response.input[{index}]", $"Item with id '{reference.Id}' not found in the conversation.");

    private static StatusError TooLong(Context context) => new(
        "invalid_request_error",
        "context_length_exceeded",
        $"The conversation has about {context.Tokens.Total} tokens, instructions and tools included, and the model has room for {context.Room}. Delete items, or set 'truncation' to 'auto'.");

    /// <summary>An entry as the model reads it: speech as its words, a reply that broke off as far as it was heard.</summary>
    internal static Item AsHeard(ConversationEntry entry) => entry switch
    {
        { Item: MessageItem { Role: Role.User } message } =>
            message with { Content = [.. message.Content.Select(part => part is InputAudio speech ? new InputAudio(Text(speech, entry)) : part)] },
        { Item: MessageItem message, Heard: { IsWhole: false } heard } => message with { Content = [new OutputAudio(heard.Until(heard.DurationMs))] },
        _ => entry.Item,
    };

    private static string Text(InputAudio speech, ConversationEntry entry) =>
        (speech.Transcript ?? entry.HeardText) is { Length: > 0 } text ? text : Inaudible;
}

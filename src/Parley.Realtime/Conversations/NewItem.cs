using System.Buffers.Text;
using Parley.Protocol;

namespace Parley.Conversations;

/// <summary>An item that a client adds: checked, with an id, and with its sound apart.</summary>
/// <param name="Item">As clients see it; never with sound.</param>
/// <param name="Audio">In the session's input format; empty where there is none.</param>
internal sealed record NewItem(Item Item, ReadOnlyMemory<byte> Audio)
{
    private static readonly string[] Details = ["auto", "low", "high"];
    private static readonly string[] ImagePrefixes = ["data:image/png;base64,", "data:image/jpeg;base64,"];

    /// <summary>It is speech whose words nobody has said yet.</summary>
    public bool NeedsTranscript => Audio.Length > 0 && Item is MessageItem message && message.Content.OfType<InputAudio>().Any(part => part.Transcript is null);

    /// <param name="param">Where the item stands, as mistakes in it will be named.</param>
    /// <exception cref="InvalidRequestException">No client may add such an item.</exception>
    public static NewItem From(Item asked, Ids ids, string param = "item")
    {
        if (asked is ItemReference)
        {
            throw InvalidRequestException.InvalidValue($"{param}.type", "An 'item_reference' stands only in the input of 'response.create'.");
        }

        if (asked is FunctionCallItem { CallId: null or "" } or FunctionCallOutputItem { CallId: "" })
        {
            throw InvalidRequestException.Missing($"{param}.call_id");
        }

        if (asked is FunctionCallItem { Name: "" })
        {
            throw InvalidRequestException.Missing($"{param}.name");
        }

        if (asked is McpCallItem or McpListToolsItem or McpApprovalRequestItem)
        {
            throw InvalidRequestException.InvalidValue($"{param}.type", "Only the server adds 'mcp_call', 'mcp_list_tools' and 'mcp_approval_request' items.");
        }

        var item = asked with
        {
            Id = asked.Id is { Length: > 0 } chosen ? chosen : ids.Item(),
            Object = null,
            Status = asked is FunctionCallOutputItem ? null : ItemStatus.Completed,
        };
        return item is MessageItem message ? From(message, param) : new(item, default);
    }

    private static NewItem From(MessageItem message, string param)
    {
        for (var i = 0; i < message.Content.Count; i++)
        {
            Check(message.Role, message.Content[i], $"{param}.content[{i}]");
        }

        if (message.Content.OfType<InputAudio>().Count() > 1)
        {
            throw InvalidRequestException.InvalidValue($"{param}.content", "A message holds at most one 'input_audio' part: add a message for each.");
        }

        var audio = message.Content.OfType<InputAudio>().FirstOrDefault()?.Audio ?? default;
        return new(message with { Content = [.. message.Content.Select(part => part is InputAudio speech ? speech with { Audio = null } : part)] }, audio);
    }

    private static void Check(Role role, ContentPart part, string param)
    {
        var fits = role switch
        {
            Role.System => part is InputText,
            Role.Assistant => part is OutputText,
            _ => part is InputText or InputAudio or InputImage,
        };
        if (!fits)
        {
            throw InvalidRequestException.InvalidValue($"{param}.type", role switch
            {
                Role.System => "A system message may only hold 'input_text' parts.",
                Role.Assistant => "An assistant message that a client adds may only hold 'output_text' parts.",
                _ => "A user message may only hold 'input_text', 'input_audio' and 'input_image' parts.",
            });
        }

        if (part is InputImage image)
        {
            CheckImage(image, param);
        }
    }

    private static void CheckImage(InputImage image, string param)
    {
        if (!IsImage(image.ImageUrl))
        {
            throw InvalidRequestException.InvalidValue($"{param}.image_url", "Expected a data URI with a PNG or JPEG in base64: 'data:image/png;base64,…'.");
        }

        if (!Details.Contains(image.Detail))
        {
            throw InvalidRequestException.Unsupported($"{param}.detail", image.Detail, Details);
        }
    }

    private static bool IsImage(string url) => ImagePrefixes.Any(prefix =>
        url.StartsWith(prefix, StringComparison.Ordinal) && url.Length > prefix.Length && !url.Any(char.IsWhiteSpace) && Base64.IsValid(url.AsSpan(prefix.Length)));
}

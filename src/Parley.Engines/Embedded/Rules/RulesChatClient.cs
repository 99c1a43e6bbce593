using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>
/// <c>parley-rules</c>: a chat engine of rules, without a language model. It picks declared functions by the words of the
/// request, fills their arguments by their JSON Schema, asks for what is missing, reads results out as sentences, and holds
/// small talk, in English and Russian. The same messages, options and time give the same output.
/// </summary>
/// <remarks>
/// It keeps nothing between calls: an open question is found again in the messages. A required tool mode makes a call, except
/// right after a function's result, which is read out, as the same call would only repeat itself.
/// </remarks>
public sealed partial class RulesChatClient(TimeProvider time) : IChatClient
{
    private const string Model = "parley-rules";

    private readonly ChatClientMetadata _metadata = new("parley", defaultModelId: Model);

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        var history = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var id = Fingerprint.Of(history, options);
        var reply = Mind.Reply(history, options, time.GetLocalNow().DateTime);
        var left = options?.MaxOutputTokens ?? int.MaxValue;
        var used = 0;
        var finish = reply.Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        foreach (var content in Contents(reply, history, options))
        {
            await Task.Yield(); // a reader that shares the thread gets its turn between words
            cancellationToken.ThrowIfCancellationRequested();
            var tokens = Tokens.In(content);
            if (used + tokens > left)
            {
                finish = ChatFinishReason.Length;
                break;
            }
            used += tokens;
            yield return Update(id, content);
        }
        var input = Tokens.In(history, options);
        var usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = used, TotalTokenCount = input + used };
        var last = Update(id, new UsageContent(usage));
        last.FinishReason = finish;
        yield return last;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static IEnumerable<AIContent> Contents(Reply reply, IReadOnlyList<ChatMessage> history, ChatOptions? options)
    {
        foreach (Match word in Words().Matches(reply.Text)) yield return new TextContent(word.Value);
        for (var i = 0; i < reply.Calls.Count; i++)
        {
            var (tool, arguments) = reply.Calls[i];
            var call = "call_" + Fingerprint.Of(history, options, tool.Name, arguments.ToJsonString(), i.ToString(CultureInfo.InvariantCulture));
            yield return new FunctionCallContent(call, tool.Name, Json.Values(arguments));
        }
    }

    private static ChatResponseUpdate Update(string id, AIContent content) =>
        new(ChatRole.Assistant, [content]) { ResponseId = "resp_" + id, MessageId = "msg_" + id, ModelId = Model };

    // a word with the blanks before it, so that the pieces join to the text
    [GeneratedRegex(@"\s*\S+")]
    private static partial Regex Words();
}

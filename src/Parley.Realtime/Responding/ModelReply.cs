using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parley.Responding;

/// <summary>What a chat model answers: text as it streams, and after it the calls, the cost and why it ended.</summary>
internal sealed class ModelReply(IChatClient chat, Prompt prompt)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Called> _calls = [];
    private readonly UsageDetails _usage = new();
    private ChatFinishReason? _reason;

    public IReadOnlyList<Called> Calls => _calls;

    public Finished Finished => new((int)(_usage.InputTokenCount ?? 0), (int)(_usage.OutputTokenCount ?? 0), IncompleteReason);

    private string? IncompleteReason => _reason == ChatFinishReason.Length ? "max_output_tokens"
        : _reason == ChatFinishReason.ContentFilter ? "content_filter"
        : null;

    /// <param name="began">Called at the first content of any kind.</param>
    public async IAsyncEnumerable<string> ReadAsync(Func<ValueTask> began, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isFirst = true;
        await foreach (var update in chat.GetStreamingResponseAsync(ChatRequest.Messages(prompt), ChatRequest.Options(prompt), cancellation))
        {
            _reason = update.FinishReason ?? _reason;
            foreach (var content in update.Contents)
            {
                if (isFirst && content is TextContent { Text.Length: > 0 } or FunctionCallContent)
                {
                    isFirst = false;
                    await began();
                }

                switch (content)
                {
                    case TextContent { Text.Length: > 0 } text: yield return text.Text; break;
                    case FunctionCallContent call: _calls.Add(new(call.Name, JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), Readable))); break;
                    case UsageContent usage: _usage.Add(usage.Details); break;
                }
            }
        }
    }
}

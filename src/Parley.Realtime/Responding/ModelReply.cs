using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>What a chat model answers.</summary>
/// <remarks>What runs inside the response is run here, and the model asked again; other calls are left to the session and its client.</remarks>
internal sealed class ModelReply(IChatClient chat, Prompt prompt, InnerCalls inner) : IReply
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Called> _calls = [];
    private readonly UsageDetails _usage = new();
    private readonly TokenBudget _budget = new(prompt.MaxOutputTokens.Limit);
    private ChatFinishReason? _reason;
    private bool _hasBegun;

    public IReadOnlyList<Called> Calls => _calls;

    public Finished Finished => new(
        (int?)_usage.InputTokenCount,
        _budget.IsSpent ? prompt.MaxOutputTokens.Limit : (int?)_usage.OutputTokenCount, // its own count comes last, and was not waited for
        IncompleteReason,
        (int)(_usage.CachedInputTokenCount ?? 0));

    private string? IncompleteReason => _budget.IsSpent || _reason == ChatFinishReason.Length ? "max_output_tokens"
        : _reason == ChatFinishReason.ContentFilter ? "content_filter"
        : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadAsync(Func<ValueTask> began, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var messages = ChatRequest.Messages(prompt);
        var options = ChatRequest.Options(prompt);
        while (true)
        {
            var said = new StringBuilder();
            List<FunctionCallContent> calls = [];
            await foreach (var text in ReadAsync(messages, options, calls, began, cancellation))
            {
                said.Append(text);
                yield return text;
            }

            if (_budget.IsSpent || !calls.Exists(RunsInside))
            {
                yield break;
            }

            var results = inner.BeginAsync(calls.Where(RunsInside), cancellation);
            if (said.Length == 0 && await inner.FillAsync(results, cancellation) is { } filler)
            {
                yield return $"{filler}\n";
            }

            Note(messages, $"{said}", calls, await results);
            options = options.Clone(); // engines may have kept it
            options.ToolMode = calls.TrueForAll(RunsInside) && !inner.AreSpent ? ChatToolMode.Auto : ChatToolMode.None; // other calls are not to be made twice
        }
    }

    private void Note(List<ChatMessage> messages, string said, List<FunctionCallContent> calls, FunctionResultContent[] results)
    {
        messages.Add(new(ChatRole.Assistant, said.Length > 0 ? [new TextContent(said), .. calls] : [.. calls]));
        var next = 0;
        foreach (var call in calls)
        {
            messages.Add(new(ChatRole.Tool, [RunsInside(call) ? results[next++] : new(call.CallId, PairedCalls.NoResult)]));
        }
    }

    private async IAsyncEnumerable<string> ReadAsync(
        List<ChatMessage> messages, ChatOptions options, List<FunctionCallContent> calls, Func<ValueTask> began, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var update in chat.GetStreamingResponseAsync(messages, options, cancellation))
        {
            _reason = update.FinishReason ?? _reason;
            foreach (var content in update.Contents)
            {
                if (!_hasBegun && content is TextContent { Text.Length: > 0 } or FunctionCallContent)
                {
                    _hasBegun = true;
                    await began();
                }

                switch (content)
                {
                    case TextContent { Text.Length: > 0 } text when _budget.Take(text.Text) is { Length: > 0 } fits: yield return fits; break;
                    case FunctionCallContent call when IsAllowed(call, options, calls): Take(call, calls); break;
                    case UsageContent usage: _usage.Add(usage.Details); break;
                }

                if (_budget.IsSpent)
                {
                    yield break;
                }
            }
        }
    }

    // Engines that do not know a tool choice, or a wish for one call at a time, are held to it here.
    private static bool IsAllowed(FunctionCallContent call, ChatOptions options, List<FunctionCallContent> before) => options.ToolMode switch
    {
        NoneChatToolMode => false,
        RequiredChatToolMode { RequiredFunctionName: { } only } when call.Name != only => false,
        _ => options.AllowMultipleToolCalls != false || before.Count == 0,
    };

    private void Take(FunctionCallContent call, List<FunctionCallContent> calls)
    {
        var arguments = JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), Readable);
        _budget.Take($" {call.Name} {arguments} ");
        if (_budget.IsSpent)
        {
            return; // half a call is none
        }

        calls.Add(call);
        if (!RunsInside(call))
        {
            _calls.Add(new(call.Name, arguments));
        }
    }

    private bool RunsInside(FunctionCallContent call) => inner.Has(call.Name);
}

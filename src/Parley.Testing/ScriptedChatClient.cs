using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parley.Testing;

/// <summary>A chat model that says what it was told to say, and remembers what it was asked.</summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly ConcurrentQueue<ScriptedReply> _replies = [];
    private readonly ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> _requests = [];

    /// <summary>How the calls went.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>What the model was asked, in order.</summary>
    public IReadOnlyList<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests => [.. _requests];

    /// <summary>The next answer; when none is left, the model repeats what the user said last.</summary>
    public ScriptedChatClient Reply(ScriptedReply reply)
    {
        _replies.Enqueue(reply);
        return this;
    }

    /// <inheritdoc cref="Reply(ScriptedReply)"/>
    public ScriptedChatClient Reply(string text) => Reply(new ScriptedReply { Text = text });

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var call = Calls.Begin(cancellationToken);
        var asked = messages.ToList();
        _requests.Enqueue((asked, options));
        if (!_replies.TryDequeue(out var reply))
        {
            reply = new() { Text = $"You said: {asked.LastOrDefault(message => message.Role == ChatRole.User)?.Text}" };
        }

        await reply.Gate.WaitAsync(cancellationToken);
        if (reply.Failure is { } failure)
        {
            throw failure;
        }

        foreach (var word in Words(reply.Text))
        {
            yield return new(ChatRole.Assistant, word);
        }

        foreach (var (name, arguments) in reply.Calls)
        {
            yield return new(ChatRole.Assistant, [new FunctionCallContent("scripted", name, arguments)]);
        }

        yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 7, OutputTokenCount = 5 })]) { FinishReason = reply.FinishReason };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }

    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return text[start..end];
            start = end;
        }
    }
}

/// <summary>One answer of a <see cref="ScriptedChatClient"/>.</summary>
public sealed record ScriptedReply
{
    public string Text { get; init; } = "";

    public IReadOnlyList<(string Name, IDictionary<string, object?> Arguments)> Calls { get; init; } = [];

    public ChatFinishReason FinishReason { get; init; } = ChatFinishReason.Stop;

    /// <summary>Thrown instead of answering.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The model answers once this is done.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;
}

using Microsoft.Extensions.AI;

namespace Parley.Null;

/// <summary>
/// A chat model that does not think: it answers one sentence at once. Where functions are declared, every fourth turn of the
/// user calls the first of them instead, so that a measurement has calls in it.
/// </summary>
internal sealed class NullChatClient : IChatClient
{
    public const string Sentence = "I am the null model.";

    private const int TurnsPerCall = 4;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        AIContent answer = FunctionToCall(messages, options) is { } function ? new FunctionCallContent("call", function.Name) : new TextContent(Sentence);
        return new ChatResponseUpdate[] { new(ChatRole.Assistant, [answer]) { FinishReason = ChatFinishReason.Stop } }.ToAsyncEnumerable();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }

    private static AIFunctionDeclaration? FunctionToCall(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.Tools?.OfType<AIFunctionDeclaration>().FirstOrDefault() is not { } function)
        {
            return null;
        }

        var (turns, last) = (0, ChatRole.System);
        foreach (var message in messages)
        {
            last = message.Role;
            turns += last == ChatRole.User ? 1 : 0;
        }

        return last == ChatRole.User && turns % TurnsPerCall == 0 ? function : null;
    }
}

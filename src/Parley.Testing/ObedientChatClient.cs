using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parley.Testing;

/// <summary>
/// A chat model that does what it was told last, in the few plain words of <see cref="Direction"/>: by the user, or else by its
/// instructions. The same words direct any real model too, so a check that uses them need not know which model it meets.
/// </summary>
/// <param name="thinking">How long it takes to begin, as models do.</param>
public sealed class ObedientChatClient(TimeSpan thinking = default, TimeProvider? time = null) : IChatClient
{
    /// <summary>How the calls went.</summary>
    public CallLog Calls { get; } = new();

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var running = Calls.Begin(cancellationToken);
        var seen = messages.ToList();
        await Task.Delay(thinking, time ?? TimeProvider.System, cancellationToken);
        var direction = Direction.For(seen, options);
        if (direction.Fails)
        {
            throw new InvalidOperationException("The model failed, as it was told to.");
        }

        var words = direction.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var limit = Math.Min(words.Length, options?.MaxOutputTokens ?? int.MaxValue);
        for (var word = 0; word < limit; word++)
        {
            yield return new(ChatRole.Assistant, word == 0 ? words[word] : $" {words[word]}");
        }

        for (var call = 0; call < direction.Calls.Count && limit == words.Length; call++)
        {
            var (name, arguments) = direction.Calls[call];
            yield return new(ChatRole.Assistant, [new FunctionCallContent(call.ToString(CultureInfo.InvariantCulture), name, arguments)]);
        }

        var usage = new UsageDetails { InputTokenCount = seen.Sum(message => message.Text.Split(' ').Length), OutputTokenCount = limit + direction.Calls.Count };
        yield return new(ChatRole.Assistant, [new UsageContent(usage)]) { FinishReason = limit < words.Length ? ChatFinishReason.Length : ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }
}

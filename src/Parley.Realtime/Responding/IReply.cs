namespace Parley.Responding;

/// <summary>What a response says: text as it comes, and after it the calls, the cost and why it ended.</summary>
internal interface IReply
{
    IReadOnlyList<Called> Calls { get; }

    Finished Finished { get; }

    /// <param name="began">Called at the first content of any kind.</param>
    IAsyncEnumerable<string> ReadAsync(Func<ValueTask> began, CancellationToken cancellation);
}

/// <summary>A line that needs no model.</summary>
internal sealed class FixedReply(string line) : IReply
{
    public IReadOnlyList<Called> Calls => [];

    public Finished Finished => new(0, null);

    public async IAsyncEnumerable<string> ReadAsync(Func<ValueTask> began, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await began();
        yield return line;
    }
}

namespace Parley.Terminals;

/// <summary>The keys that a person presses, one by one and unseen.</summary>
internal interface IKeys
{
    IAsyncEnumerable<ConsoleKeyInfo> ReadAllAsync(CancellationToken cancellationToken);
}

namespace Parley.Hosts;

/// <summary>A server in this process, on a free port of this machine alone.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    public required Uri Address { get; init; }

    public static Task<LocalServer> StartAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

#pragma warning disable OPENAI002 // the vendor's Realtime client is marked experimental
using System.Collections;
using System.Reflection;
using OpenAI.Realtime;

namespace Parley.StockClients;

/// <summary>All that the SDK made of what it was sent. What it could not name fails the test.</summary>
internal sealed class Updates : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private readonly IAsyncEnumerator<RealtimeServerUpdate> _updates;

    public Updates(RealtimeSessionClient session) => _updates = session.ReceiveUpdatesAsync(_patience.Token).GetAsyncEnumerator();

    public List<RealtimeServerUpdate> Seen { get; } = [];

    /// <summary>The next update of a kind, after those that were waited for before.</summary>
    /// <exception cref="InvalidOperationException">It did not come; the message says what came last.</exception>
    public async Task<T> NextAsync<T>()
        where T : RealtimeServerUpdate
    {
        try
        {
            while (await _updates.MoveNextAsync())
            {
                Seen.Add(_updates.Current);
                Unknown(_updates.Current).ShouldBeEmpty("the SDK does not know this");
                if (_updates.Current is T next)
                {
                    return next;
                }
            }
        }
        catch (OperationCanceledException) when (_patience.IsCancellationRequested)
        {
            // told below
        }

        throw new InvalidOperationException($"Waited in vain for a {typeof(T).Name}; the last update was {Seen.LastOrDefault()?.Kind}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync();
        _patience.Dispose();
    }

    // the SDK keeps what it cannot name as types of its own called InternalUnknown…, at any depth
    private static IEnumerable<string> Unknown(object? value) => value switch
    {
        null or string => [],
        IEnumerable many => many.Cast<object?>().SelectMany(Unknown),
        _ when value.GetType() is var type && type.Assembly != typeof(RealtimeClient).Assembly => [],
        _ when value.GetType().Name.StartsWith("InternalUnknown", StringComparison.Ordinal) => [value.GetType().Name],
        _ => value.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRef)
            .SelectMany(property => Unknown(property.GetValue(value))),
    };
}

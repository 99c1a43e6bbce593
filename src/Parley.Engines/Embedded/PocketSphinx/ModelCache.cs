namespace Parley.Embedded.PocketSphinx;

/// <summary>
/// Keeps the models of the vocabularies used last. Each is built once, one at a time and on a thread of its own, never on a
/// decoder's; one that nobody waits for any more is not begun.
/// </summary>
internal sealed class ModelCache(Func<Vocabulary, ModelFiles> build, int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _building = new(1);
    private readonly LinkedList<Entry> _entries = new();

    /// <summary>Waits for the vocabulary's files; they stay in place until the lease is disposed of.</summary>
    internal async Task<ModelLease> LeaseAsync(Vocabulary vocabulary, CancellationToken cancellation)
    {
        var entry = Enter(vocabulary);
        try
        {
            var files = await entry.Files.WaitAsync(cancellation);
            return new ModelLease(vocabulary, files, () => Leave(entry));
        }
        catch
        {
            Leave(entry);
            throw;
        }
    }

    public void Dispose() => _building.Dispose();

    private Entry Enter(Vocabulary vocabulary)
    {
        lock (_gate)
        {
            var entry = _entries.FirstOrDefault(e => e.Key == vocabulary.Key);
            if (entry is null)
            {
                entry = new Entry(vocabulary.Key);
                entry.Files = BuildAsync(vocabulary, entry.Unwanted.Token);
            }
            else
            {
                _entries.Remove(entry);
            }

            _entries.AddFirst(entry);
            entry.Users++;
            return entry;
        }
    }

    private async Task<ModelFiles> BuildAsync(Vocabulary vocabulary, CancellationToken unwanted)
    {
        await _building.WaitAsync(unwanted);
        try
        {
            return await Task.Factory.StartNew(() => build(vocabulary), unwanted, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _building.Release();
        }
    }

    private void Leave(Entry entry)
    {
        var dropped = new List<Entry>();
        lock (_gate)
        {
            entry.Users--;
            // a failed build is not remembered: the disk may have room again
            if (!entry.Files.IsCompletedSuccessfully && entry.Users == 0 && _entries.Remove(entry))
                dropped.Add(entry);
            for (var old = _entries.Last; old is not null && _entries.Count > capacity;)
            {
                var newer = old.Previous;
                if (old.Value.Users == 0)
                {
                    _entries.Remove(old);
                    dropped.Add(old.Value);
                }

                old = newer;
            }
        }

        foreach (var old in dropped)
            _ = DropAsync(old);
    }

    private static async Task DropAsync(Entry entry)
    {
        await entry.Unwanted.CancelAsync();
        await ((Task)entry.Files).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        entry.Unwanted.Dispose();
        if (entry.Files.IsCompletedSuccessfully)
            entry.Files.Result.Delete();
    }

    private sealed class Entry(string key)
    {
        internal string Key => key;

        internal CancellationTokenSource Unwanted { get; } = new();

        internal Task<ModelFiles> Files { get; set; } = Task.FromException<ModelFiles>(new InvalidOperationException("Not begun."));

        internal int Users { get; set; }
    }
}

namespace Parley.Embedded.PocketSphinx;

/// <summary>Keeps the models of the vocabularies used last; each is built once, by whoever needs it first.</summary>
internal sealed class ModelCache(Func<Vocabulary, ModelFiles> build, int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = new();

    /// <summary>Hands the vocabulary's files to <paramref name="read"/>; they stay in place until it returns.</summary>
    internal T Use<T>(Vocabulary vocabulary, Func<ModelFiles, T> read)
    {
        var entry = Enter(vocabulary);
        var usable = false;
        try
        {
            var result = read(entry.Files.Value);
            usable = true;
            return result;
        }
        finally
        {
            Leave(entry, usable);
        }
    }

    private Entry Enter(Vocabulary vocabulary)
    {
        lock (_gate)
        {
            var entry = _entries.FirstOrDefault(e => e.Key == vocabulary.Key) ?? new Entry(vocabulary.Key, new Lazy<ModelFiles>(() => build(vocabulary)));
            _entries.Remove(entry);
            _entries.AddFirst(entry);
            entry.Users++;
            return entry;
        }
    }

    private void Leave(Entry entry, bool usable)
    {
        var dropped = new List<Entry>();
        lock (_gate)
        {
            entry.Users--;
            // a failed build is not remembered: the disk may have room again
            if (!usable && entry.Users == 0 && _entries.Remove(entry))
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

        foreach (var old in dropped.Where(old => old.Files.IsValueCreated))
            old.Files.Value.Delete();
    }

    private sealed class Entry(string key, Lazy<ModelFiles> files)
    {
        internal string Key => key;

        internal Lazy<ModelFiles> Files => files;

        internal int Users { get; set; }
    }
}

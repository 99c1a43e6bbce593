using Parley.Playing;

namespace Parley.Devices;

/// <summary>A loudspeaker whose sound goes into a recording too, once it was played.</summary>
internal sealed class RecordedSpeaker : ISpeaker
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    // what a device holds at a stop still sounds
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Sounding> _items = [];
    private readonly ISpeaker _speaker;
    private readonly Action<ReadOnlyMemory<byte>> _played;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <param name="played">Takes the sound that was played just now.</param>
    public RecordedSpeaker(ISpeaker speaker, Action<ReadOnlyMemory<byte>> played, TimeProvider time)
    {
        (_speaker, _played, _time) = (speaker, played, time);
        _timer = time.CreateTimer(static self => ((RecordedSpeaker)self!).Follow(), this, Tick, Tick);
    }

    public int SampleRate => _speaker.SampleRate;

    public TimeSpan Left => _speaker.Left;

    public TimeSpan Played(string itemId) => _speaker.Played(itemId);

    public void Play(string itemId, ReadOnlyMemory<byte> pcm)
    {
        lock (_gate)
        {
            var item = _items.Find(known => known.Id == itemId);
            if (item is null) _items.Add(item = new(itemId, Bytes(itemId)));
            else if (item.Stopped is not null) item.Restart(Bytes(itemId));
            item.Add(pcm);
            _speaker.Play(itemId, pcm);
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _speaker.Stop();
            foreach (var item in _items) item.Stopped ??= _time.GetTimestamp();
        }
    }

    /// <summary>Records what was played since the last time.</summary>
    public void Follow()
    {
        lock (_gate)
        {
            foreach (var item in _items)
            {
                foreach (var piece in item.Take(Bytes(item.Id))) _played(piece);
            }

            // the newest stays: more of it may come
            var newest = _items.LastOrDefault();
            _items.RemoveAll(item => item.Stopped is { } at ? _time.GetElapsedTime(at) > Afterwards : item.IsDone && item != newest);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Follow();
        await _speaker.DisposeAsync();
    }

    private long Bytes(string itemId) =>
        (long)Math.Round(_speaker.Played(itemId).Ticks * (double)SampleRate / TimeSpan.TicksPerSecond) * sizeof(short);

    /// <summary>An item's sound, from what was played on.</summary>
    private sealed class Sounding(string id, long takenBytes)
    {
        private readonly Queue<ReadOnlyMemory<byte>> _pieces = new();
        private long _taken = takenBytes;
        private int _first;

        public string Id => id;

        public long? Stopped { get; set; }

        public bool IsDone => _pieces.Count == 0;

        public void Add(ReadOnlyMemory<byte> pcm) => _pieces.Enqueue(pcm);

        public void Restart(long playedBytes)
        {
            _pieces.Clear();
            (_taken, _first, Stopped) = (playedBytes, 0, null);
        }

        /// <param name="playedBytes">How far it was played.</param>
        public List<ReadOnlyMemory<byte>> Take(long playedBytes)
        {
            var taken = new List<ReadOnlyMemory<byte>>();
            while (_taken < playedBytes && _pieces.TryPeek(out var piece))
            {
                var part = piece.Slice(_first, (int)Math.Min(piece.Length - _first, playedBytes - _taken));
                taken.Add(part);
                _taken += part.Length;
                _first += part.Length;
                if (_first < piece.Length) continue;
                _pieces.Dequeue();
                _first = 0;
            }

            return taken;
        }
    }
}

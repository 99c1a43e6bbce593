using System.Diagnostics.Metrics;

namespace Parley;

/// <summary>The sums of all that one server measures.</summary>
internal sealed class Tally : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _sums = [];
    private readonly Dictionary<string, double> _shown = [];
    private readonly List<(string Name, long Value, TaskCompletionSource Reached)> _awaited = [];

    public Tally(IMeterFactory server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == server && instrument.Meter.Name == "Parley")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Show(instrument, value));
        _listener.Start();
    }

    /// <param name="name">An instrument, and the values of its tags: <c>parley.sessions.live parley ga</c>.</param>
    public long this[string name]
    {
        get
        {
            lock (_gate)
            {
                return _sums.GetValueOrDefault(name);
            }
        }
    }

    /// <summary>What a gauge shows now.</summary>
    public double Read(string gauge)
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
        {
            return _shown[gauge];
        }
    }

    /// <summary>Ends when a sum has that value.</summary>
    public Task ReachesAsync(string name, long value)
    {
        lock (_gate)
        {
            if (_sums.GetValueOrDefault(name) == value)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((name, value, reached));
            return reached.Task.WaitAsync(TimeSpan.FromMinutes(1)); // only so that what never comes fails instead of hanging
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Show(Instrument instrument, double value)
    {
        lock (_gate)
        {
            _shown[instrument.Name] = value;
        }
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.IsObservable)
        {
            Show(instrument, value);
            return;
        }

        var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Value}")]);
        lock (_gate)
        {
            var sum = _sums[name] = _sums.GetValueOrDefault(name) + value;
            foreach (var (_, _, reached) in _awaited.Where(awaited => awaited.Name == name && awaited.Value == sum))
            {
                reached.TrySetResult();
            }
        }
    }
}

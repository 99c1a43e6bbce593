using System.Diagnostics.Metrics;

namespace Parley.Hosting;

/// <summary>What the server counts, for whoever listens to the meter <c>Parley</c>.</summary>
internal sealed class Measures
{
    public const string MeterName = "Parley";

    private readonly Meter _meter;
    private readonly UpDownCounter<int> _live;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _timeouts;

    public Measures(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _live = _meter.CreateUpDownCounter<int>("parley.sessions.live", "{session}", "Sessions that run now.");
        _ended = _meter.CreateCounter<long>("parley.sessions.ended", "{session}", "Sessions that ended, by cause.");
        _refused = _meter.CreateCounter<long>("parley.sessions.refused", "{session}", "Sessions that were refused, by cause.");
        _received = _meter.CreateCounter<long>("parley.messages.received", "By", "Bytes of clients' messages.");
        _sent = _meter.CreateCounter<long>("parley.messages.sent", "By", "Bytes of messages to clients.");
        _timeouts = _meter.CreateCounter<long>("parley.sends.timed_out", "{connection}", "Connections that were cut because the client took nothing.");
    }

    public void Began(string model, string dialect) => _live.Add(1, Of(model, dialect));

    /// <param name="cause">One of few words.</param>
    public void Ended(string model, string dialect, string cause)
    {
        _live.Add(-1, Of(model, dialect));
        _ended.Add(1, [.. Of(model, dialect), new("parley.cause", cause)]);
    }

    /// <inheritdoc cref="Ended"/>
    public void Refused(string cause) => _refused.Add(1, new KeyValuePair<string, object?>("parley.cause", cause));

    /// <summary>Shows the load to whoever listens.</summary>
    public void Observe(Func<Load> load)
    {
        _meter.CreateObservableGauge("parley.load.cpu", () => load().Cpu, "1", "Share of the cores that is in use.");
        _meter.CreateObservableGauge("parley.load.lateness", () => load().Lateness.TotalSeconds, "s", "How late work runs that is to run at once.");
        _meter.CreateObservableGauge("parley.load.buffered", () => load().BufferedBytes, "By", "Bytes that wait for clients, or to be handled.");
    }

    public void Received(int bytes) => _received.Add(bytes);

    public void Sent(int bytes) => _sent.Add(bytes);

    public void SendTimedOut() => _timeouts.Add(1);

    private static KeyValuePair<string, object?>[] Of(string model, string dialect) => [new("parley.model", model), new("parley.dialect", dialect)];
}

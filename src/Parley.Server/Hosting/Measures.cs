using System.Diagnostics.Metrics;

namespace Parley.Hosting;

/// <summary>What the server counts, for whoever listens to the meter <c>Parley</c>.</summary>
internal sealed class Measures
{
    public const string MeterName = "Parley";

    private readonly UpDownCounter<int> _live;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _timeouts;

    public Measures(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _live = meter.CreateUpDownCounter<int>("parley.sessions.live", "{session}", "Sessions that run now.");
        _ended = meter.CreateCounter<long>("parley.sessions.ended", "{session}", "Sessions that ended, by cause.");
        _received = meter.CreateCounter<long>("parley.messages.received", "By", "Bytes of clients' messages.");
        _sent = meter.CreateCounter<long>("parley.messages.sent", "By", "Bytes of messages to clients.");
        _timeouts = meter.CreateCounter<long>("parley.sends.timed_out", "{connection}", "Connections that were cut because the client took nothing.");
    }

    public void Began(string model, string dialect) => _live.Add(1, Of(model, dialect));

    /// <param name="cause">One of few words.</param>
    public void Ended(string model, string dialect, string cause)
    {
        _live.Add(-1, Of(model, dialect));
        _ended.Add(1, [.. Of(model, dialect), new("parley.cause", cause)]);
    }

    public void Received(int bytes) => _received.Add(bytes);

    public void Sent(int bytes) => _sent.Add(bytes);

    public void SendTimedOut() => _timeouts.Add(1);

    private static KeyValuePair<string, object?>[] Of(string model, string dialect) => [new("parley.model", model), new("parley.dialect", dialect)];
}

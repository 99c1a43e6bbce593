using Parley.Measuring;
using Parley.Transport;

namespace Parley.Trials;

/// <summary>A server to be measured: where its sessions are, and what is known of it besides.</summary>
/// <param name="Name">What it is called in a report.</param>
internal sealed record Subject(string Name, RealtimeEndpoint Endpoint, ServerGauge Gauge);

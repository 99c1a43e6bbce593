using Parley.Trials;

namespace Parley.Reporting;

/// <summary>One server as it was measured.</summary>
internal sealed record Measured(string Name, TrialResult Trial);

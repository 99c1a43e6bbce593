namespace Parley.Trials;

/// <summary>How long a load is on before it counts, and for how long it counts.</summary>
internal sealed record TrialPlan(int Sessions, TimeSpan WarmUp, TimeSpan Counted);

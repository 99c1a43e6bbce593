namespace Parley.Hosting;

/// <summary>How loaded a server is, or was during one measurement.</summary>
/// <param name="Cpu">What it computes, as a share of the cores that it may use.</param>
/// <param name="Lateness">How late work runs that is to run at once.</param>
/// <param name="BufferedBytes">What waits for clients, or to be handled.</param>
internal sealed record Load(double Cpu, TimeSpan Lateness, long BufferedBytes)
{
    public static readonly Load None = new(0, TimeSpan.Zero, 0);
}

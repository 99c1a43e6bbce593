namespace Parley.Measuring;

/// <summary>The page that figures are written on just now: a new one is begun when counting begins, and again when it ends.</summary>
internal sealed class FigureBook
{
    private Figures _page = new();

    public Figures Page => Volatile.Read(ref _page);

    /// <summary>Begins a new page.</summary>
    /// <returns>The one before, which is complete.</returns>
    public Figures Turn() => Interlocked.Exchange(ref _page, new());
}

using System.Collections.Frozen;

namespace Parley.Dialects;

/// <summary>Names that a dialect has for GA's names, in both directions; what is not in it has the same name in both.</summary>
internal sealed class NameTable(IReadOnlyList<(string Own, string Ga)> rows)
{
    private readonly FrozenDictionary<string, string> _toGa = rows.ToFrozenDictionary(row => row.Own, row => row.Ga);
    private readonly FrozenDictionary<string, string> _fromGa = rows.ToFrozenDictionary(row => row.Ga, row => row.Own);

    public static NameTable Same { get; } = new([]);

    public string ToGa(string own) => _toGa.GetValueOrDefault(own, own);

    public string FromGa(string ga) => _fromGa.GetValueOrDefault(ga, ga);
}

using Parley.Dialects;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>A dialect as people type it.</summary>
internal static class DialectWord
{
    /// <exception cref="CommandException">There is no such dialect.</exception>
    public static DialectName Read(string name) => name.ToLowerInvariant() switch
    {
        "ga" => DialectName.Ga,
        "beta" => DialectName.Beta,
        "yandex" => DialectName.Yandex,
        _ => throw new CommandException($"--dialect is ga, beta or yandex, not '{name}'."),
    };
}

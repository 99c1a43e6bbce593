using System.Text.Json.Nodes;
using Parley.Dialects;

namespace Parley.Compatibility;

/// <summary>What becomes of something that a client asks for.</summary>
internal enum Standing
{
    /// <summary>It has its effect.</summary>
    Honoured,

    /// <summary>It is accepted and shown back, and has no effect here.</summary>
    Accepted,

    /// <summary>It gets an <c>error</c> that names it.</summary>
    Refused,
}

/// <summary>Something that a client may ask for, with a value to try, and what becomes of it in each dialect.</summary>
/// <param name="Path">In GA's words, below <c>session</c> or <c>response</c>.</param>
/// <param name="Value">JSON.</param>
internal sealed record Setting(string Path, string Value, string Note = "")
{
    /// <summary>In the beta's words, where they are others.</summary>
    public string? BetaPath { get; init; }

    public string? BetaValue { get; init; }

    /// <summary>What stands beside it, in the same object; JSON.</summary>
    public string? Beside { get; init; }

    public Standing Ga { get; init; }

    public Standing Beta { get; init; }

    public Standing Yandex { get; init; }

    /// <summary>Who shows it again.</summary>
    public DialectName[] ShownIn { get; init; } = Everywhere;

    public static readonly DialectName[] Everywhere = [DialectName.Ga, DialectName.Beta, DialectName.Yandex];

    public static readonly DialectName[] Nowhere = [];

    /// <summary>What only one family of clients knows.</summary>
    public static readonly DialectName[] SinceGa = [DialectName.Ga, DialectName.Yandex];

    public static readonly DialectName[] BeforeGa = [DialectName.Beta];

    public Standing In(DialectName dialect) => dialect switch
    {
        DialectName.Beta => Beta,
        DialectName.Yandex => Yandex,
        _ => Ga,
    };

    public string PathIn(DialectName dialect) => dialect == DialectName.Beta ? BetaPath ?? Path : Path;

    public string ValueIn(DialectName dialect) => dialect == DialectName.Beta ? BetaValue ?? Value : Value;

    /// <summary>The object that asks for it.</summary>
    public JsonObject Asked(DialectName dialect)
    {
        var asked = new JsonObject();
        var at = asked;
        var steps = PathIn(dialect).Split('.');
        foreach (var step in steps[..^1])
        {
            at = (at[step] = new JsonObject()).AsObject();
        }

        foreach (var (name, value) in Beside is null ? [] : JsonNode.Parse(Beside)!.AsObject())
        {
            at[name] = value?.DeepClone();
        }

        at[steps[^1]] = JsonNode.Parse(ValueIn(dialect));
        return asked;
    }
}

namespace Parley.Dialects;

/// <summary>The spellings of the protocol that Parley speaks.</summary>
public enum DialectName
{
    Ga,
    Beta,
    Yandex,
}

/// <summary>Chooses and makes dialects.</summary>
public static class Dialect
{
    /// <summary>A dialect for one connection.</summary>
    /// <param name="requireSessionType">Whether GA insists on <c>session.type</c> in an update, as OpenAI does; the others never do.</param>
    public static IDialect Create(DialectName name, bool requireSessionType = true) => name switch
    {
        DialectName.Ga => new GaDialect(requireSessionType),
        DialectName.Beta => new BetaDialect(),
        DialectName.Yandex => new YandexDialect(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Expected Ga, Beta or Yandex."),
    };

    /// <summary>What a dialect calls the server's event that GA calls so.</summary>
    public static string EventName(DialectName name, string ga) => name == DialectName.Beta ? BetaDialect.Events.FromGa(ga) : ga;

    /// <summary>The dialect that a client shows at connect; what it shows later does not change what it is answered in.</summary>
    public static DialectName Choose(Handshake handshake) => handshake switch
    {
        { AsksForBeta: true } => DialectName.Beta,
        { HasYandexPath: true } or { Scheme: "api-key" } or { HasYandexModel: true } => DialectName.Yandex,
        { HasAzureGaPath: true } => DialectName.Ga,
        { HasAzureBetaPath: true } or { HasApiKeyHeader: true } => DialectName.Beta,
        _ => DialectName.Ga,
    };
}

using Parley.Dialects;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>How a client is dealt with: the words, and the behaviour that its family expects.</summary>
internal sealed record Manner(DialectName Name, IDialect Dialect, SessionPolicy Policy)
{
    public static Manner Of(DialectName name) => new(name, Dialects.Dialect.Create(name), name switch
    {
        DialectName.Yandex => SessionPolicy.Yandex,
        DialectName.Beta => SessionPolicy.Beta,
        _ => SessionPolicy.OpenAI,
    });
}

namespace Parley.Dialects;

/// <summary>
/// Yandex AI Studio: GA's words on the way out. On the way in, <c>session.type</c> may be absent, a few fields may stand at the top
/// of the session, and both modalities are asked for by name.
/// </summary>
internal sealed class YandexDialect() : JsonDialect("yandex", NameTable.Same, Session, Response)
{
    private static readonly Spelling Session = FlatSpelling.Session();

    private static readonly Spelling Response = FlatSpelling.Response();
}

namespace Parley.Embedded.PocketSphinx;

/// <summary>A vocabulary's files, which stay in place until disposed.</summary>
internal sealed class ModelLease(Vocabulary vocabulary, ModelFiles files, Action giveBack) : IDisposable
{
    internal string Key => vocabulary.Key;

    internal ModelFiles Files => files;

    public void Dispose() => giveBack();
}

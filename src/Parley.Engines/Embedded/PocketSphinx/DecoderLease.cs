namespace Parley.Embedded.PocketSphinx;

/// <summary>The sole use of one decoder for one utterance, until disposed.</summary>
internal sealed class DecoderLease(DecoderThread decoder, ModelLease model, Action<DecoderThread> giveBack) : IDisposable
{
    private int _returned;

    internal Task<T> Run<T>(Func<Decoder, T> work, CancellationToken cancellation = default) => decoder.Run(model, work, cancellation);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
            giveBack(decoder);
    }
}

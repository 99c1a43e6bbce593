using System.Runtime.InteropServices;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Owns one reference to a native <c>ps_decoder_t</c>, which one thread at a time may use.</summary>
internal sealed class DecoderHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _ = Sphinx.ps_free(handle);
        return true;
    }
}

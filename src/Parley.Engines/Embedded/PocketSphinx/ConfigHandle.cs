using System.Runtime.InteropServices;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Owns one reference to a native <c>cmd_ln_t</c>, the settings of a decoder.</summary>
internal sealed class ConfigHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _ = Sphinx.cmd_ln_free_r(handle);
        return true;
    }
}

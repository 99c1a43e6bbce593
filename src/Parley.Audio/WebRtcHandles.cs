using Microsoft.Win32.SafeHandles;

namespace Parley.Audio;

/// <summary>Owns the native state of a noise suppressor.</summary>
internal sealed class WebRtcSuppressorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        WebRtcNative.FreeSuppressor(handle);
        return true;
    }
}

/// <summary>Owns the native state of a voice detector.</summary>
internal sealed class WebRtcDetectorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        WebRtcNative.FreeDetector(handle);
        return true;
    }
}

/// <summary>Owns the native state of an echo canceller.</summary>
internal sealed class WebRtcCancellerHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        WebRtcNative.FreeCanceller(handle);
        return true;
    }
}

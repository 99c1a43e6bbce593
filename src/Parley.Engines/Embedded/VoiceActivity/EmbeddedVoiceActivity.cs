using Parley.Audio;
using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>The voice activity that comes with Parley: the better model where its native library is, else the managed one.</summary>
public static class EmbeddedVoiceActivity
{
    /// <summary>Which model is used on this machine and why, for people.</summary>
    public static string Description => WebRtc.Missing is { } missing
        ? $"managed-llr/1, good in quiet rooms, because WebRTC's audio processing cannot be used: {missing}"
        : "webrtc-fuse/1: WebRTC's noise suppressor and voice detector, from the system's library";

    /// <summary>A model for one stream.</summary>
    public static IVoiceActivityModel Create() => WebRtc.IsAvailable ? new WebRtcVoiceActivity() : new ManagedVoiceActivity();
}

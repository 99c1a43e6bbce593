using Parley.Audio;
using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>The voice activity that comes with Parley: the better model where its native library is, else the managed one.</summary>
public static class EmbeddedVoiceActivity
{
    /// <summary>Which model is used on this machine and why, for people.</summary>
    public static string Description => Describe(WebRtc.Missing);

    /// <summary>A model for one stream.</summary>
    public static IVoiceActivityModel Create() => Create(WebRtc.Missing);

    internal static string Describe(string? missing) => missing is null
        ? "webrtc-fuse/2: WebRTC's noise suppressor and voice detector, from the system's library"
        : $"managed-llr/1: without native parts, weaker in loud noise, because WebRTC's cannot be used: {missing}";

    internal static IVoiceActivityModel Create(string? missing) =>
        missing is null ? new GatedVoiceActivity(new WebRtcVoiceActivity()) : new ManagedVoiceActivity();
}

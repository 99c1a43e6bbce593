using System.Runtime.InteropServices;

namespace Parley.Audio;

/// <summary>Whether the WebRTC audio processing library of the system can be used, and if not, why.</summary>
/// <remarks>Its plain C functions are exported but not promised by any header, so each one used is looked for.</remarks>
public static class WebRtc
{
    /// <summary>Debian's name of the library, as the bindings ask for it.</summary>
    internal const string Library = "libwebrtc_audio_processing.so.1";

    private static readonly string[] Names = [Library, "libwebrtc_audio_processing.so", "webrtc_audio_processing"];

    private static readonly string[] Functions =
    [
        "WebRtcNs_Create", "WebRtcNs_Free", "WebRtcNs_Init", "WebRtcNs_set_policy", "WebRtcNs_Analyze", "WebRtcNs_Process",
        "WebRtcNs_prior_speech_probability",
        "WebRtcVad_Create", "WebRtcVad_Free", "WebRtcVad_Init", "WebRtcVad_set_mode", "WebRtcVad_Process",
        "WebRtcAec_Create", "WebRtcAec_Free", "WebRtcAec_Init", "WebRtcAec_set_config", "WebRtcAec_BufferFarend", "WebRtcAec_Process",
        "WebRtcAec_aec_core", "WebRtcAec_enable_delay_agnostic", "WebRtcAec_enable_extended_filter",
    ];

    private static readonly Lazy<(nint Handle, string? Missing)> Probed = new(() => Probe(Names));

    /// <summary>Whether the library is here with every function that is used.</summary>
    public static bool IsAvailable => Probed.Value.Missing is null;

    /// <summary>What is missing and what would help; null when nothing is.</summary>
    public static string? Missing => Probed.Value.Missing;

    /// <summary>Resolves the bindings' library to what was probed.</summary>
    internal static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? paths) =>
        name == Library ? Probed.Value.Handle : 0;

    internal static void ThrowIfMissing()
    {
        if (Missing is { } missing) throw new DllNotFoundException(missing);
    }

    /// <summary>The first library of these names, if it has all that is used.</summary>
    internal static (nint Handle, string? Missing) Probe(string[] names)
    {
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, typeof(WebRtc).Assembly, searchPath: null, out var handle)) continue;

            var absent = Functions.Where(function => !NativeLibrary.TryGetExport(handle, function, out _)).ToArray();
            if (absent.Length == 0) return (handle, null);
            NativeLibrary.Free(handle);
            return (0, $"{name} lacks {string.Join(", ", absent)}; Debian 12's libwebrtc-audio-processing1 has them.");
        }

        return (0, $"{names[0]} is not installed; on Debian: apt install libwebrtc-audio-processing1.");
    }
}

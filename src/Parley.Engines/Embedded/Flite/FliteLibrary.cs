using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Flite;

/// <summary>The loaded libraries: each recorded voice is registered once in the process and shared by all threads.</summary>
internal static unsafe class FliteLibrary
{
    public const string Package = "libflite1";

    // flite registers voices, their language and their lexicon without locks of its own.
    private static readonly Lock Registration = new();
    private static readonly ConcurrentDictionary<string, nint> Voices = new(StringComparer.Ordinal);
    private static nint _synthesis;

    /// <summary>flite's own method "from text to sound".</summary>
    public static nint Synthesis => _synthesis;

    public static EngineProbe Probe()
    {
        string[] recordings = [.. FliteVoice.All.Select(voice => VoiceLibrary(voice.Recording)).Distinct(StringComparer.Ordinal)];
        string[] needed = [FliteNative.Library, "libflite_usenglish.so.1", "libflite_cmulex.so.1", .. recordings];
        var missing = needed.FirstOrDefault(library => !NativeLibrary.TryLoad(library, out _));
        return new EngineProbe("flite", missing is null, missing, Package);
    }

    /// <summary>The registered voice.</summary>
    /// <exception cref="DllNotFoundException">Its library is not installed.</exception>
    public static nint Voice(string recording) => Voices.TryGetValue(recording, out var voice) ? voice : Register(recording);

    private static nint Register(string recording)
    {
        lock (Registration)
        {
            if (Voices.TryGetValue(recording, out var known))
                return known;
            if (_synthesis == 0)
            {
                var flite = Load(FliteNative.Library);
                _ = FliteNative.Init();
                _synthesis = NativeLibrary.GetExport(flite, "utt_synth");
            }

            var register = (delegate* unmanaged[Cdecl]<nint, nint>)NativeLibrary.GetExport(Load(VoiceLibrary(recording)), $"register_cmu_us_{recording}");
            return Voices[recording] = register(0);
        }
    }

    private static string VoiceLibrary(string recording) => $"libflite_cmu_us_{recording}.so.1";

    private static nint Load(string library) => NativeLibrary.TryLoad(library, out var handle)
        ? handle
        : throw new DllNotFoundException($"flite needs {library}, which was not found: install the package {Package} (Debian), or use another voice engine.");
}

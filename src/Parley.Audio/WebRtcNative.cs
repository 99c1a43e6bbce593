using System.Runtime.InteropServices;

namespace Parley.Audio;

/// <summary>The C functions of the WebRTC audio processing library, version 0.3.</summary>
internal static unsafe partial class WebRtcNative
{
    static WebRtcNative() => NativeLibrary.SetDllImportResolver(typeof(WebRtcNative).Assembly, WebRtc.Resolve);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_Create")]
    public static partial WebRtcSuppressorHandle CreateSuppressor();

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_Free")]
    public static partial void FreeSuppressor(nint suppressor);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_Init")]
    public static partial int InitSuppressor(WebRtcSuppressorHandle suppressor, uint sampleRate);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_set_policy")]
    public static partial int SetPolicy(WebRtcSuppressorHandle suppressor, int mode);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_Analyze")]
    public static partial void Analyze(WebRtcSuppressorHandle suppressor, float* frame);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_Process")]
    public static partial void Suppress(WebRtcSuppressorHandle suppressor, float** bands, nuint bandCount, float** output);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcNs_prior_speech_probability")]
    public static partial float PriorSpeechProbability(WebRtcSuppressorHandle suppressor);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcVad_Create")]
    public static partial WebRtcDetectorHandle CreateDetector();

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcVad_Free")]
    public static partial void FreeDetector(nint detector);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcVad_Init")]
    public static partial int InitDetector(WebRtcDetectorHandle detector);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcVad_set_mode")]
    public static partial int SetMode(WebRtcDetectorHandle detector, int mode);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcVad_Process")]
    public static partial int Detect(WebRtcDetectorHandle detector, int sampleRate, short* frame, nuint samples);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_Create")]
    public static partial WebRtcCancellerHandle CreateCanceller();

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_Free")]
    public static partial void FreeCanceller(nint canceller);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_Init")]
    public static partial int InitCanceller(WebRtcCancellerHandle canceller, int sampleRate, int cardRate);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_set_config")]
    public static partial int Configure(WebRtcCancellerHandle canceller, CancellerConfig config);

    /// <summary>The state within, which the two switches below are about.</summary>
    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_aec_core")]
    public static partial nint CoreOf(WebRtcCancellerHandle canceller);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_enable_delay_agnostic")]
    public static partial void FindDelay(nint core, int enable);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_enable_extended_filter")]
    public static partial void ExtendFilter(nint core, int enable);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_BufferFarend")]
    public static partial int BufferFar(WebRtcCancellerHandle canceller, float* frame, nuint samples);

    [LibraryImport(WebRtc.Library, EntryPoint = "WebRtcAec_Process")]
    public static partial int Cancel(
        WebRtcCancellerHandle canceller, float** bands, nuint bandCount, float** output, nuint samples, short delayMs, int skew);

    /// <summary><c>AecConfig</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct CancellerConfig
    {
        public short Suppression;
        public short Skew;
        public short Metrics;
        public int DelayLogging;
    }
}

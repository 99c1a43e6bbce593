using System.Runtime.InteropServices;

namespace Parley.PortAudio;

/// <summary>The part of PortAudio's C interface that is used, version 19.</summary>
internal static unsafe partial class PortAudioNative
{
    public const string Library = "libportaudio.so.2";

    /// <summary><c>paInt16</c></summary>
    public const uint Int16 = 8;

    /// <summary>What the callback returns to go on.</summary>
    public const int Continue = 0;

    /// <summary>What the callback returns to end the stream at once.</summary>
    public const int Abort = 2;

    /// <summary>Samples were lost before the callback saw them.</summary>
    public const uint InputOverflow = 2;

    /// <summary>The device ran dry before the callback was asked.</summary>
    public const uint OutputUnderflow = 4;

    static PortAudioNative() => NativeLibrary.SetDllImportResolver(typeof(PortAudioNative).Assembly, PortAudioLibrary.Resolve);

    [LibraryImport(Library, EntryPoint = "Pa_Initialize")]
    public static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "Pa_Terminate")]
    public static partial int Terminate();

    [LibraryImport(Library, EntryPoint = "Pa_GetErrorText")]
    public static partial nint ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "Pa_GetDeviceCount")]
    public static partial int DeviceCount();

    [LibraryImport(Library, EntryPoint = "Pa_GetDeviceInfo")]
    public static partial Device* DeviceAt(int index);

    [LibraryImport(Library, EntryPoint = "Pa_GetDefaultInputDevice")]
    public static partial int DefaultInput();

    [LibraryImport(Library, EntryPoint = "Pa_GetDefaultOutputDevice")]
    public static partial int DefaultOutput();

    [LibraryImport(Library, EntryPoint = "Pa_GetHostApiInfo")]
    public static partial HostApi* HostApiAt(int index);

    [LibraryImport(Library, EntryPoint = "Pa_OpenStream")]
    public static partial int Open(
        out nint stream,
        Parameters* input,
        Parameters* output,
        double sampleRate,
        CULong framesPerBuffer,
        CULong flags,
        delegate* unmanaged[Cdecl]<void*, void*, CULong, void*, CULong, nint, int> callback,
        nint user);

    [LibraryImport(Library, EntryPoint = "Pa_StartStream")]
    public static partial int Start(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_AbortStream")]
    public static partial int AbortStream(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_CloseStream")]
    public static partial int Close(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_IsStreamActive")]
    public static partial int IsActive(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_GetStreamInfo")]
    public static partial StreamFacts* FactsOf(nint stream);

    /// <summary><c>PaDeviceInfo</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Device
    {
        public int Version;
        public nint Name;
        public int HostApi;
        public int InputChannels;
        public int OutputChannels;
        public double LowInputLatency;
        public double LowOutputLatency;
        public double HighInputLatency;
        public double HighOutputLatency;
        public double SampleRate;
    }

    /// <summary><c>PaHostApiInfo</c>, as far as it is read.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct HostApi
    {
        public int Version;
        public int Type;
        public nint Name;
    }

    /// <summary><c>PaStreamParameters</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Parameters
    {
        public int Device;
        public int Channels;
        public CULong SampleFormat;
        public double Latency;
        public nint HostApiSpecific;
    }

    /// <summary><c>PaStreamInfo</c>: seconds and Hz.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct StreamFacts
    {
        public int Version;
        public double InputLatency;
        public double OutputLatency;
        public double SampleRate;
    }
}

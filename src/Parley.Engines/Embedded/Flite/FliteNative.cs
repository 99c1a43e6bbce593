using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parley.Embedded.Flite;

/// <summary>The part of flite's C interface that speaking needs (flite 2.2).</summary>
internal static unsafe partial class FliteNative
{
    public const string Library = "libflite.so.1";

    public const int Continue = 0;

    /// <summary>What a streaming callback returns to end a synthesis at once.</summary>
    public const int Stop = -1;

    [LibraryImport(Library, EntryPoint = "flite_init"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Init();

    [LibraryImport(Library, EntryPoint = "new_utterance"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial Utterance* NewUtterance();

    [LibraryImport(Library, EntryPoint = "delete_utterance"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DeleteUtterance(Utterance* utterance);

    [LibraryImport(Library, EntryPoint = "utt_set_input_text"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SetInputText(Utterance* utterance, byte* text);

    /// <summary>Speaks; deletes the utterance itself, and returns null, when it cannot.</summary>
    [LibraryImport(Library, EntryPoint = "flite_do_synth"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial Utterance* Synthesize(Utterance* utterance, nint voice, nint method);

    [LibraryImport(Library, EntryPoint = "feat_set"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetFeature(nint features, byte* name, nint value);

    [LibraryImport(Library, EntryPoint = "feat_set_float"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetFeature(nint features, byte* name, float value);

    [LibraryImport(Library, EntryPoint = "get_param_float"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial float Feature(nint features, byte* name, float otherwise);

    [LibraryImport(Library, EntryPoint = "new_audio_streaming_info"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial Streaming* NewStreaming();

    [LibraryImport(Library, EntryPoint = "audio_streaming_info_val"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint ValueOf(Streaming* streaming);

    /// <summary><c>cst_utterance</c>, as far as it is read: its own features come first and hide those of the voice.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Utterance
    {
        public nint Features;
    }

    /// <summary><c>cst_voice</c>, as far as it is read.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Voice
    {
        public nint Name;
        public nint Features;
    }

    /// <summary><c>cst_wave</c>: 16-bit samples.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Wave
    {
        public nint Type;
        public int SampleRate;
        public int SampleCount;
        public int ChannelCount;
        public short* Samples;
    }

    /// <summary><c>cst_audio_streaming_info</c>: whom to call with new samples. Deleted together with the utterance it is set on.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Streaming
    {
        public int MinSamples;
        public delegate* unmanaged[Cdecl]<Wave*, int, int, int, Streaming*, int> Callback;
        public nint Utterance;
        public nint Item;
        public nint UserData;
    }
}

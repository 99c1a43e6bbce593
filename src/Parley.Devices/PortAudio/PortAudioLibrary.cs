using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parley.PortAudio;

/// <summary>The loaded library: one in the process, told of nothing by two threads at once.</summary>
internal static unsafe class PortAudioLibrary
{
    private static readonly string[] Names = [PortAudioNative.Library, "libportaudio.2.dylib", "libportaudio", "portaudio"];

    private static readonly Lazy<(nint Handle, string? Missing)> Probed = new(() => Probe(Names));

    /// <summary>PortAudio opens, closes and lists without locks of its own.</summary>
    public static Lock Gate { get; } = new();

    /// <summary>What is missing and what would help; null when nothing is.</summary>
    public static string? Missing => Probed.Value.Missing;

    /// <summary>Resolves the binding's library to what was probed.</summary>
    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths) =>
        name == PortAudioNative.Library ? Probed.Value.Handle : 0;

    /// <summary>The first library of these names.</summary>
    internal static (nint Handle, string? Missing) Probe(string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(PortAudioLibrary).Assembly, searchPath: null, out var handle))
            {
                Quiet();
                return (handle, null);
            }
        }

        return (0, $"Microphones and loudspeakers need PortAudio ({names[0]}), which is not installed; on Debian: apt-get install libportaudio2.");
    }

    /// <summary>What an error code of the library means.</summary>
    public static string Text(int error) => Marshal.PtrToStringUTF8(PortAudioNative.ErrorText(error)) ?? $"error {error}";

    // ALSA and JACK tell the terminal of every device they looked for in vain; PortAudio's error codes say what matters
    private static void Quiet()
    {
        if (!OperatingSystem.IsLinux()) return;
        if (Find("libasound.so.2", "snd_lib_error_set_handler") is var alsa and not 0)
            ((delegate* unmanaged[Cdecl]<nint, int>)alsa)((nint)(delegate* unmanaged[Cdecl]<nint, int, nint, int, nint, void>)&IgnoreAlsa);
        if (Find("libjack.so.0", "jack_set_error_function") is var errors and not 0)
            ((delegate* unmanaged[Cdecl]<nint, void>)errors)((nint)(delegate* unmanaged[Cdecl]<nint, void>)&IgnoreJack);
        if (Find("libjack.so.0", "jack_set_info_function") is var news and not 0)
            ((delegate* unmanaged[Cdecl]<nint, void>)news)((nint)(delegate* unmanaged[Cdecl]<nint, void>)&IgnoreJack);
    }

    private static nint Find(string library, string function) =>
        NativeLibrary.TryLoad(library, out var handle) && NativeLibrary.TryGetExport(handle, function, out var export) ? export : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreAlsa(nint file, int line, nint function, int error, nint format)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreJack(nint text)
    {
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Parley.Audio;

/// <summary>The judge from outside: what ffmpeg makes of the same bytes.</summary>
internal static class Ffmpeg
{
    public static byte[] Convert(byte[] input, string from, string to)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", $"-v error {from} -i pipe:0 {to} pipe:1")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("ffmpeg did not start.");
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output.ToArray();
    }

    public static short[] ToSamples(this byte[] bytes) => MemoryMarshal.Cast<byte, short>(bytes).ToArray();
}

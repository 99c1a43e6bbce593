using System.Diagnostics;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Test speech: what the <c>flite</c> program says, as 16 kHz PCM16 without a header.</summary>
internal static class Flite
{
    private const int HeaderBytes = 44;

    internal static async Task<byte[]> SayAsync(string text, string voice = "rms")
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        try
        {
            using var flite = Process.Start("flite", ["-voice", voice, "-t", text, "-o", file]);
            await flite.WaitForExitAsync();
            flite.ExitCode.ShouldBe(0);
            return (await File.ReadAllBytesAsync(file))[HeaderBytes..];
        }
        finally
        {
            File.Delete(file);
        }
    }
}

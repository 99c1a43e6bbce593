using System.Diagnostics;
using Parley.Audio;

namespace Parley.Embedded.VoiceActivity;

/// <summary>Sentences as the flite program says them, 16 kHz.</summary>
internal static class FliteSpeech
{
    public static short[] Say(string voice, string text)
    {
        var path = Path.Combine(Path.GetTempPath(), $"parley-{Environment.ProcessId}-{Path.GetRandomFileName()}.wav");
        try
        {
            using var process = Process.Start("flite", ["-voice", voice, "-t", text, "-o", path]);
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, $"flite -voice {voice}");
            using var file = File.OpenRead(path);
            return Wav.Read(file).At(16000).Samples.ToArray();
        }
        finally
        {
            File.Delete(path);
        }
    }
}

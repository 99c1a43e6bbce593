using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Parley.Devices;

/// <summary>A sound card of software: what is played to it, its microphone hears. A PulseAudio server of the tests' own, which ALSA's default device speaks to.</summary>
public sealed partial class VirtualSoundCard : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-sound-").FullName;

    private string Socket => Path.Combine(_folder, "socket");

    public async Task InitializeAsync()
    {
        var config = Path.Combine(_folder, "asound.conf");
        await File.WriteAllTextAsync(config, $"pcm.!default {{ type pulse server \"unix:{Socket}\" }}\nctl.!default {{ type pulse server \"unix:{Socket}\" }}\n");

        // .NET's own environment is not what the C library sees
        _ = SetVariable("ALSA_CONFIG_PATH", config, 1);
        await PlugInAsync();
    }

    public async Task DisposeAsync()
    {
        await PulseAsync("--kill");
        Directory.Delete(_folder, recursive: true);
    }

    public async Task PlugInAsync() => (await PulseAsync(
        "--daemonize=yes",
        "-n",
        "--exit-idle-time=-1",
        "--disable-shm=yes",
        "--load=module-null-sink sink_name=parley rate=48000 channels=1",
        $"--load=module-native-protocol-unix socket={Socket} auth-anonymous=1")).ShouldBe(0, "PulseAudio did not start: apt-get install pulseaudio libasound2-plugins");

    public async Task UnplugAsync() => (await PulseAsync("--kill")).ShouldBe(0);

    private async Task<int> PulseAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("pulseaudio", ["--log-level=error", "--log-target=null", .. arguments]) { UseShellExecute = false };
        foreach (var name in (string[])["HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH"]) start.Environment[name] = _folder;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

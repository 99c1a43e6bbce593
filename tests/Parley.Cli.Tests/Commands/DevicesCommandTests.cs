using System.Text.Json.Nodes;
using Parley.Commands;
using Parley.Devices;
using Parley.Terminals;

namespace Parley.Tests.Commands;

public sealed class DevicesCommandTests : IDisposable
{
    private static readonly AudioDevice Headset = new(3, "USB Headset [left]", "ALSA", 1, 2, 48000, IsDefaultInput: true, IsDefaultOutput: false);

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_device_is_a_row_that_says_what_it_can_do()
    {
        (await RunAsync(() => [Headset])).ShouldBe(0);

        _output.ToString().Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldBe(["3", "USB", "Headset", "[left]", "ALSA", "1", "2", "48000", "microphone"]);
    }

    [Fact]
    public async Task The_list_is_JSON_on_request()
    {
        (await RunAsync(() => [Headset], "--json")).ShouldBe(0);

        JsonNode.Parse(_output.ToString())![0]!["name"]!.GetValue<string>().ShouldBe("USB Headset [left]");
    }

    [Fact]
    public async Task A_machine_without_devices_is_told_what_works()
    {
        (await RunAsync(() => [])).ShouldBe(0);

        _error.ToString().ShouldStartWith("This machine has no sound devices.");
    }

    [Fact]
    public async Task Without_PortAudio_one_line_says_how_to_get_it()
    {
        (await RunAsync(() => throw new AudioDeviceException("Microphones and loudspeakers need PortAudio, which is not installed; on Debian: apt-get install libportaudio2."))).ShouldBe(1);

        _error.ToString().Trim().ShouldBe("parley: Microphones and loudspeakers need PortAudio, which is not installed; on Debian: apt-get install libportaudio2.");
    }

    private Task<int> RunAsync(Func<IReadOnlyList<AudioDevice>> list, params string[] options)
    {
        var around = new Surroundings(new(_output, _error), _ => null, TimeProvider.System);
        return new CommandTree(around, [new DevicesCommand(around, list)]).RunAsync(["devices", .. options], CancellationToken.None);
    }
}

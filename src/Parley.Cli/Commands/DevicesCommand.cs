using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Devices;
using Parley.Diagnosis;
using Parley.Terminals;
using Spectre.Console;

namespace Parley.Commands;

/// <summary><c>parley devices</c>: the microphones and loudspeakers of this machine.</summary>
/// <param name="list">Looks for them.</param>
internal sealed class DevicesCommand(Surroundings around, Func<IReadOnlyList<AudioDevice>> list) : IVerb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the list as JSON." };

    public Command Command()
    {
        var command = new VerbCommand("devices", "List the microphones and loudspeakers that talk can use.", ["devices", "devices --json"])
        {
            _json,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult asked)
    {
        var devices = list();
        if (asked.GetValue(_json))
        {
            around.Voice.Line(new JsonArray([.. devices.Select(Json)]).ToJsonString(Report.Layout));
            return 0;
        }

        if (devices.Count == 0)
        {
            around.Voice.Note($"This machine has no sound devices. {around.Command} talk works with files all the same: --input FILE --output FILE.");
            return 0;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var name in new[] { "INDEX", "NAME", "THROUGH", "IN", "OUT", "HZ", "DEFAULT" })
        {
            table.AddColumn(new TableColumn(name) { NoWrap = true });
        }

        foreach (var device in devices)
        {
            table.AddRow($"{device.Index}", Markup.Escape(device.Name), Markup.Escape(device.HostApi), $"{device.InputChannels}", $"{device.OutputChannels}", $"{device.DefaultSampleRate}", Default(device));
        }

        around.Voice.Table(table);
        return 0;
    }

    private static string Default(AudioDevice device) => (device.IsDefaultInput, device.IsDefaultOutput) switch
    {
        (true, true) => "microphone, loudspeaker",
        (true, false) => "microphone",
        (false, true) => "loudspeaker",
        _ => "",
    };

    private static JsonNode Json(AudioDevice device) => new JsonObject
    {
        ["index"] = device.Index,
        ["name"] = device.Name,
        ["host_api"] = device.HostApi,
        ["input_channels"] = device.InputChannels,
        ["output_channels"] = device.OutputChannels,
        ["sample_rate"] = device.DefaultSampleRate,
        ["is_default_input"] = device.IsDefaultInput,
        ["is_default_output"] = device.IsDefaultOutput,
    };
}

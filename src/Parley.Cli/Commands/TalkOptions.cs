using System.CommandLine;
using Parley.Audio;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>What <c>parley talk</c> can be told of devices, turns and files.</summary>
internal sealed class TalkOptions(string program)
{
    private readonly Option<string[]> _mcp = new("--mcp") { Description = "An MCP server whose tools the agent has: a URL, or a command line to start it; may be given several times.", HelpName = "COMMAND|URL" };
    private readonly Option<string?> _microphone = new("--microphone") { Description = $"By its index, its name or a part of it ({program} devices lists them), or none: a talk in writing.", HelpName = "NAME|INDEX|none" };
    private readonly Option<string?> _speaker = new("--speaker") { Description = "The loudspeaker, likewise; none keeps time, and is not heard.", HelpName = "NAME|INDEX|none" };
    private readonly Option<string?> _input = new("--input") { Description = "A file of sound in place of the microphone, in real time. The talk ends when the file has, and the agent has answered.", HelpName = "FILE" };
    private readonly Option<string?> _output = new("--output") { Description = "A WAV file in place of the loudspeaker.", HelpName = "FILE" };
    private readonly Option<bool> _halfDuplex = new("--half-duplex") { Description = "Hear nothing while the agent speaks: no echo, and nobody can break in." };
    private readonly Option<bool> _echoCancel = new("--echo-cancel") { Description = "Take what the loudspeaker plays out of what the microphone hears." };
    private readonly Option<string?> _log = new("--log") { Description = "Write what is said and done, with its time: a JSON object a line, appended as it happens.", HelpName = "FILE" };
    private readonly Option<string?> _record = new("--record") { Description = "Record the talk as WAV: you on the left, the agent on the right.", HelpName = "FILE" };
    private readonly Option<bool> _pushToTalk = new("--push-to-talk") { Description = "The microphone is open while the space bar is held. A terminal tells only that a key repeats, so it counts as released after 600 ms without." };
    private readonly Option<string?> _session = new("--session") { Description = "A JSON file with a session object of the protocol (GA); it goes over every other option.", HelpName = "FILE" };
    private readonly Option<string?> _vad = new("--vad") { Description = "What ends a turn: silence, what was said, or nothing (with --input: the end of the file).", HelpName = "server|semantic|none" };
    private readonly Option<int?> _silence = new("--silence-ms") { Description = "How much silence ends a turn; 500 by default.", HelpName = "MS" };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "How sure the server must be that somebody speaks, from 0 to 1; 0.5 by default.", HelpName = "SHARE" };
    private readonly Option<bool> _noInterrupt = new("--no-interrupt") { Description = "The agent speaks on when you break in." };
    private readonly Option<int?> _rate = new("--rate") { Description = $"Samples per second on the wire: {string.Join(", ", PcmFormat.Rates)}; 24000 by default.", HelpName = "HZ" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _mcp, _microphone, _speaker, _input, _output, _halfDuplex, _echoCancel, _log, _record,
            _pushToTalk, _session, _vad, _silence, _threshold, _noInterrupt, _rate,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandException">Options are wrong, or do not go together.</exception>
    public TalkOrder Read(ParseResult asked, DialectName dialect)
    {
        if (asked.GetValue(_rate) is { } odd && !PcmFormat.Rates.Contains(odd))
        {
            throw new CommandException($"--rate is one of {string.Join(", ", PcmFormat.Rates)}, not {odd}.");
        }

        var isPushToTalk = asked.GetValue(_pushToTalk);
        var sounds = new SoundChoice(asked.GetValue(_microphone), asked.GetValue(_speaker), asked.GetValue(_input), asked.GetValue(_output))
        {
            IsHalfDuplex = asked.GetValue(_halfDuplex),
            CancelsEcho = asked.GetValue(_echoCancel),
        };
        RequireOne(sounds.Input, sounds.Microphone, "--input", "--microphone");
        RequireOne(sounds.Output, sounds.Speaker, "--output", "--speaker");
        return new(sounds, TurnEnding.Of(asked.GetValue(_vad), asked.GetValue(_silence), asked.GetValue(_threshold), !asked.GetValue(_noInterrupt), isPushToTalk))
        {
            McpServers = asked.GetValue(_mcp) ?? [],
            Log = asked.GetValue(_log),
            Record = asked.GetValue(_record),
            IsPushToTalk = isPushToTalk,
            Interrupts = !asked.GetValue(_noInterrupt),
            Session = asked.GetValue(_session),
            Input = Pcm(asked.GetValue(_rate) ?? SoundFile.SampleRate),
            Output = asked.GetValue(_rate) is { } rate ? Pcm(rate) : null,
            Dialect = dialect,
        };
    }

    private static AudioFormat Pcm(int rate) => AudioFormat.Pcm24000 with { Rate = rate };

    private static void RequireOne(string? file, string? device, string fileOption, string deviceOption)
    {
        if (file is not null && device is not null)
        {
            throw new CommandException($"{fileOption} and {deviceOption} are one too many: the one takes the place of the other.");
        }
    }
}

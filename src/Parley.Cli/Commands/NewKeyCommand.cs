using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Hosting;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley keys new</c>: an API key that nobody can guess, and what the configuration has to say of it.</summary>
internal sealed class NewKeyCommand(Surroundings around) : IVerb
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 43; // 256 bits

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string?> _name = new("--name") { Description = "What errors, logs and lists call it.", HelpName = "NAME" };
    private readonly Option<string?> _folder = new("--folder") { Description = "The one folder that it may ask for in gpt://FOLDER/…; otherwise any.", HelpName = "FOLDER" };
    private readonly Option<string[]> _right = new("--right") { Description = "realtime (sessions) or admin (the server); can be given several times; otherwise realtime.", HelpName = "RIGHT" };
    private readonly Option<bool> _save = new("--save") { Description = "Add it to the configuration; a server that runs with it takes the key at once." };
    private readonly Option<string?> _config = KeyOption.Config();

    public Command Command()
    {
        var command = new VerbCommand("new", "Make an API key.", ["keys new", "keys new --name web --folder b1g --save", "keys new --name operations --right admin"])
        {
            _name, _folder, _right, _save, _config,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult asked)
    {
        var key = new KeyOptions
        {
            Name = asked.GetValue(_name),
            Key = $"parley_{RandomNumberGenerator.GetString(Letters, Length)}",
            Folder = asked.GetValue(_folder),
            Rights = [.. Rights(asked.GetValue(_right) ?? [])],
        };
        KeyCheck.Check([key], "keys new");
        var path = KeyOption.PathOf(asked.GetValue(_config));
        var isNew = !File.Exists(path);
        if (asked.GetValue(_save))
        {
            ConfiguredKeys.Add(path, Entry(key));
        }

        around.Voice.Line(key.Key);
        around.Voice.Note(asked.GetValue(_save) ? $"It is in {path}. It is shown here once: keep it." : $"It is shown once: keep it. For 'keys' in {path}:\n  {Entry(key)}");
        if (asked.GetValue(_save) && isNew)
        {
            around.Voice.Note("The file is new: a server that runs already knows nothing of it, so start it again.");
        }

        return 0;
    }

    private static IEnumerable<KeyRight> Rights(string[] words) => words.Length == 0
        ? [KeyRight.Realtime]
        : words.Distinct().Select(word => Enum.GetValues<KeyRight>().Where(right => KeyOption.Word(right) == word).Cast<KeyRight?>().FirstOrDefault()
            ?? throw new CommandException($"--right is realtime or admin, not '{word}'."));

    private static string Entry(KeyOptions key)
    {
        var entry = new JsonObject();
        if (key.Name is { } name)
        {
            entry["name"] = name;
        }

        entry["key"] = key.Key;
        if (key.Folder is { } folder)
        {
            entry["folder"] = folder;
        }

        entry["rights"] = new JsonArray([.. key.Rights.Select(right => (JsonNode)KeyOption.Word(right))]);
        return entry.ToJsonString(Readable);
    }
}

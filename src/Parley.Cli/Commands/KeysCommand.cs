using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Diagnosis;
using Parley.Hosting;
using Parley.Terminals;
using Spectre.Console;

namespace Parley.Commands;

/// <summary><c>parley keys</c>: the API keys of a configuration, without their secrets; below it, <c>new</c> makes one.</summary>
internal sealed class KeysCommand(Surroundings around) : IVerb
{
    private readonly Option<string?> _config = KeyOption.Config();
    private readonly Option<bool> _json = new("--json") { Description = "Print the list as JSON." };

    public Command Command()
    {
        var command = new VerbCommand("keys", "List the API keys of a configuration, and make new ones.", ["keys", "keys --json", "keys new --name web --save"])
        {
            _config, _json, new NewKeyCommand(around).Command(),
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult asked)
    {
        var path = KeyOption.PathOf(asked.GetValue(_config));
        ApiKey[] keys = File.Exists(path) || asked.GetValue(_config) is not null
            ? [.. ConfigurationFile.Read(path).Keys.Select((key, i) => ApiKey.Of(key, i + 1))]
            : [];
        if (asked.GetValue(_json))
        {
            around.Voice.Line(new JsonArray([.. keys.Select(Json)]).ToJsonString(Report.Layout));
            return 0;
        }

        if (keys.Length == 0)
        {
            around.Voice.Note($"No API keys in {path}: a server without any takes the development key '{ApiKeys.Development}', from this machine only. Make one: {around.Command} keys new");
            return 0;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        table.AddColumns("NAME", "FOLDER", "RIGHTS");
        foreach (var key in keys)
        {
            table.AddRow(Markup.Escape(key.Name), Markup.Escape(key.Folder ?? "any"), string.Join(' ', Words(key)));
        }

        around.Voice.Table(table);
        return 0;
    }

    private static JsonNode Json(ApiKey key) => new JsonObject
    {
        ["name"] = key.Name,
        ["folder"] = key.Folder,
        ["rights"] = new JsonArray([.. Words(key).Select(word => (JsonNode)word)]),
    };

    private static IEnumerable<string> Words(ApiKey key) => key.Rights.Select(KeyOption.Word);
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Diagnosis;
using Parley.Embedded.Voices;
using Parley.Terminals;
using Spectre.Console;

namespace Parley.Commands;

/// <summary><c>parley voices</c>: the embedded voices, and the names of other services' voices that they answer to.</summary>
internal sealed class VoicesCommand(Surroundings around) : IVerb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the list as JSON." };
    private readonly Option<string?> _language = new("--language") { Description = "Only the voices of one language.", HelpName = "TAG" };

    public Command Command()
    {
        var command = new VerbCommand("voices", "List the embedded voices.", ["voices", "voices --language ru", "voices --json"])
        {
            _json, _language,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult asked)
    {
        EmbeddedVoice[] voices = [.. Spoken(asked.GetValue(_language))];
        if (asked.GetValue(_json))
        {
            around.Voice.Line(new JsonArray([.. voices.Select(Json)]).ToJsonString(Report.Layout));
            return 0;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var name in new[] { "NAME", "LANGUAGE", "GENDER", "ENGINE" })
        {
            table.AddColumn(new TableColumn(name) { NoWrap = true });
        }

        table.AddColumns("DESCRIPTION", "ANSWERS TO");
        foreach (var voice in voices)
        {
            table.AddRow(Markup.Escape(voice.Name), voice.Language, Gender(voice), voice.Engine, Markup.Escape(voice.Description), string.Join(' ', ClientNames(voice)));
        }

        around.Voice.Table(table);
        foreach (var missing in EmbeddedTextToSpeech.Probe().Where(probe => !probe.Available))
        {
            around.Voice.Note($"{missing}");
        }

        return 0;
    }

    private static IEnumerable<EmbeddedVoice> Spoken(string? language)
    {
        if (language is null)
        {
            return EmbeddedVoices.All;
        }

        var wanted = language.Split('-')[0].ToLowerInvariant();
        var voices = EmbeddedVoices.All.Where(voice => voice.Language == wanted).ToArray();
        return voices.Length > 0
            ? voices
            : throw new CommandException($"There is no voice for '{language}'; the languages are {string.Join(", ", EmbeddedVoices.All.Select(voice => voice.Language).Distinct())}.");
    }

    private static IEnumerable<string> ClientNames(EmbeddedVoice voice) =>
        ClientVoices.Names.Where(name => EmbeddedVoices.Resolve(name, voice.Language).Name == voice.Name);

    private static string Gender(EmbeddedVoice voice) => voice.Gender.ToString().ToLowerInvariant();

    private static JsonNode Json(EmbeddedVoice voice) => new JsonObject
    {
        ["name"] = voice.Name,
        ["language"] = voice.Language,
        ["gender"] = Gender(voice),
        ["engine"] = voice.Engine,
        ["description"] = voice.Description,
        ["answers_to"] = new JsonArray([.. ClientNames(voice).Select(name => (JsonNode)name)]),
    };
}

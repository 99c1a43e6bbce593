using System.CommandLine;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>What every verb that talks with a server can be told of it.</summary>
/// <param name="program">What a person types to run the program.</param>
internal sealed class ServerOptions(string program)
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The server, http(s)://host:port[/path]. Without it, and without {Destination.UrlVariable}, a server is started in this process.",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"The API key; otherwise {Destination.KeyVariable}, {Destination.OpenAIKeyVariable} or {Destination.YandexKeyVariable} "
            + $"(with {Destination.YandexFolderVariable}), depending on the server.",
        HelpName = "KEY",
    };

    private readonly Option<string?> _model = new("--model") { Description = "The model.", HelpName = "NAME" };
    private readonly Option<string?> _voice = new("--voice") { Description = $"The voice of the answer; see {program} voices.", HelpName = "NAME" };
    private readonly Option<string?> _instructions = new("--instructions") { Description = "What the model is told to be and to do.", HelpName = "TEXT" };
    private readonly Option<string?> _tools = new("--tools")
    {
        Description = "A JSON array of tools as the protocol has it. An entry's x-result (a value) or x-command (arguments on its input, result on its output) answers calls. "
            + "A relative x-command with a slash, such as ./weather.sh, is beside FILE.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _dialect = new("--dialect")
    {
        Description = "How the server spells the protocol; otherwise its address decides.",
        HelpName = "ga|beta|yandex",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _url, _key, _model, _voice, _instructions, _tools, _dialect })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandException">The URL is none, the dialect unknown, or a key is missing.</exception>
    public Destination Settle(ParseResult asked, Func<string, string?> variable)
    {
        var destination = Destination.Of(
            asked.GetValue(_url), asked.GetValue(_key), asked.GetValue(_model), asked.GetValue(_dialect) is { } dialect ? DialectWord.Read(dialect) : null, variable);
        return destination.Url is null && asked.GetValue(_key) is not null
            ? throw new CommandException("--key is for a server at --url: the one that is started here has a key of its own.")
            : destination;
    }

    public string? Voice(ParseResult asked) => asked.GetValue(_voice);

    public string? Instructions(ParseResult asked) => asked.GetValue(_instructions);

    /// <exception cref="CommandException">The file cannot be read, or is no array of tools.</exception>
    public async Task<ToolBook> ToolsAsync(ParseResult asked, CancellationToken cancellation) =>
        asked.GetValue(_tools) is { } path ? await ToolBook.LoadAsync(path, cancellation) : ToolBook.Empty;
}

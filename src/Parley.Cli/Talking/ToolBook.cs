using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>The tools of a conversation, as they are declared to the server, and what answers them.</summary>
/// <param name="Declared">The protocol's <c>tools</c>, without our additions.</param>
/// <param name="Answers">By the function's name.</param>
internal sealed record ToolBook(JsonArray Declared, IReadOnlyDictionary<string, ToolAnswer> Answers)
{
    private const string Result = "x-result";
    private const string Command = "x-command";
    private const string Approve = "x-approve";

    /// <summary>Functions of which a person is asked before each call: <c>"x-approve": true</c>.</summary>
    public IReadOnlySet<string> Approved { get; init; } = new HashSet<string>();

    public static ToolBook Empty { get; } = new([], new Dictionary<string, ToolAnswer>());

    /// <summary>Reads a <c>tools.json</c>.</summary>
    /// <exception cref="CommandException">It cannot be read, or is no array of tools.</exception>
    public static async Task<ToolBook> LoadAsync(string path, CancellationToken cancellation) =>
        Parse(await NamedFile.ReadAsync(path, "tools", cancellation), path, Path.GetDirectoryName(Path.GetFullPath(path)));

    /// <param name="json">The array.</param>
    /// <param name="source">Named in mistakes.</param>
    /// <param name="folder">Where relative programs of commands are; null is the current one.</param>
    /// <exception cref="CommandException">It is no array of tools.</exception>
    public static ToolBook Parse(string json, string source, string? folder = null)
    {
        var answers = new Dictionary<string, ToolAnswer>();
        var approved = new HashSet<string>();
        var declared = new JsonArray();
        foreach (var (index, entry) in Entries(json, source).Index())
        {
            var at = $"{source}, tool {index + 1}";
            if (entry?.DeepClone() is not JsonObject tool)
            {
                throw new CommandException($"{at}: a tool is an object, such as {{\"type\":\"function\",\"name\":\"get_weather\"}}.");
            }

            if (Text(tool, "type") is not { } type)
            {
                throw new CommandException($"{at} has no type; it is \"function\" or \"mcp\".");
            }

            if (type == "function")
            {
                var name = Text(tool, "name") is { Length: > 0 } given ? given : throw new CommandException($"{at} has no name.");
                if (!answers.TryAdd(name, AnswerOf(tool, name, at, folder)))
                {
                    throw new CommandException($"{at}: there are two functions named {name}.");
                }

                if (IsApproved(tool, at))
                {
                    approved.Add(name);
                }
            }

            tool.Remove(Result);
            tool.Remove(Command);
            tool.Remove(Approve);
            declared.Add(tool);
        }

        return new(declared, answers) { Approved = approved };
    }

    /// <summary>The output of a call; a function that nobody knows is answered with an error too, for the model to explain.</summary>
    public async Task<ToolOutput> AnswerAsync(FunctionCallItem call, CancellationToken cancellation) =>
        (await (Answers.TryGetValue(call.Name, out var answer) ? answer : new NoAnswer(call.Name)).ToAsync(call.Arguments, cancellation)).Bounded(call.Name);

    private static JsonArray Entries(string json, string source)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonArray
                ?? throw new CommandException($"{source} must hold a JSON array of tools, as the session's \"tools\" is.");
        }
        catch (JsonException broken)
        {
            throw new CommandException($"{source} is no JSON: the mistake is at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.", broken);
        }
    }

    private static ToolAnswer AnswerOf(JsonObject tool, string name, string at, string? folder) => (tool.ContainsKey(Result), tool.ContainsKey(Command)) switch
    {
        (true, true) => throw new CommandException($"{at} has both an {Result} and an {Command}; one of them answers."),
        (true, false) => new FixedAnswer(JsonElement.Parse(tool[Result]?.ToJsonString() ?? "null")),
        (false, true) => new CommandAnswer(name, CommandPath.In(folder, CommandOf(tool[Command], at))),
        _ => new NoAnswer(name),
    };

    private static string[] CommandOf(JsonNode? command, string at) => command switch
    {
        JsonValue line when line.TryGetValue<string>(out var text) && text.Trim().Length > 0 => ["/bin/sh", "-c", text],
        JsonArray { Count: > 0 } words when words.All(word => word?.GetValueKind() == JsonValueKind.String) => [.. words.Select(word => word!.GetValue<string>())],
        _ => throw new CommandException($"{at}: {Command} is a command line, or an array of the program and its arguments."),
    };

    private static bool IsApproved(JsonObject tool, string at) => tool[Approve] is not { } approve
        ? false
        : approve.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new CommandException($"{at}: {Approve} is true or false."),
        };

    private static string? Text(JsonObject of, string name) => of[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

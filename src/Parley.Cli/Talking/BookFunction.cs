using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parley.Calling;

namespace Parley.Talking;

/// <summary>A function of a <c>tools.json</c>, as the agent SDK runs it.</summary>
internal sealed class BookFunction : AIFunction
{
    private static readonly JsonElement Anything = JsonElement.Parse("{}");

    private readonly ToolBook _book;
    private readonly Action<string> _trouble;

    /// <param name="declared">As the protocol has it.</param>
    /// <param name="trouble">Is told what went wrong, for the person and not for the model.</param>
    public BookFunction(JsonObject declared, ToolBook book, Action<string> trouble)
    {
        (_book, _trouble) = (book, trouble);
        Name = declared["name"]!.GetValue<string>();
        Description = declared["description"] is JsonValue text && text.TryGetValue<string>(out var said) ? said : "";
        JsonSchema = declared["parameters"] is JsonObject parameters ? JsonElement.Parse(parameters.ToJsonString()) : Anything;
    }

    public override string Name { get; }

    public override string Description { get; }

    public override JsonElement JsonSchema { get; }

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var call = ToolCall.Of(arguments);
        var output = await _book.AnswerAsync(new(Name, call.CallId, call.Arguments), cancellationToken);
        if (output.Trouble is { } trouble)
        {
            _trouble(trouble);
        }

        return new ToolResult(output.Text, output.Trouble);
    }
}

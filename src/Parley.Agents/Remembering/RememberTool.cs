using System.ComponentModel;
using Microsoft.Extensions.AI;
using Parley.Calling;

namespace Parley.Remembering;

/// <summary>The function with which a model adds to its memory.</summary>
internal static class RememberTool
{
    public const string Name = "remember";

    public static AIFunction Of(IAgentMemory memory, string person) => new RealtimeTool(AIFunctionFactory.Create(
        async ([Description("One short sentence.")] string fact, CancellationToken cancellation) =>
        {
            await memory.RememberAsync(person, fact, cancellation);
            return "Remembered.";
        },
        Name,
        "Keeps a fact about this person for later conversations."))
    {
        Effect = ToolEffect.Write,
    };
}

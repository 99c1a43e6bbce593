using Microsoft.Extensions.AI;
using Parley.Calling;

namespace Parley.Tests.Calling;

public sealed class ToolResultTests
{
    [Fact]
    public void The_text_of_an_MCP_server_is_the_result() => ToolResult.Of(new TextContent("noon")).Output.ShouldBe("noon");

    [Fact]
    public void Several_texts_are_lines() => ToolResult.Of(new List<AIContent> { new TextContent("noon"), new TextContent("sharp") }).Output.ShouldBe("noon\nsharp");
}

using System.Text;
using Parley.Protocol;

namespace Parley.Tests;

public class ResponseParamsTests
{
    [Theory]
    [InlineData("""{"tools":[{"type":"function","name":"f"},{"type":"function","name":"f"}]}""", "invalid_value", "response.tools[1].name")]
    [InlineData("""{"tools":[{"type":"function","name":"a b"}]}""", "invalid_value", "response.tools[0].name")]
    [InlineData("""{"tools":[{"type":"function","name":"f","parameters":"no"}]}""", "invalid_type", "response.tools[0].parameters")]
    public void A_mistake_is_named_with_its_place(string response, string code, string param)
    {
        var mistake = Should.Throw<InvalidRequestException>(() => Checked(response));

        mistake.Code.ShouldBe(code);
        mistake.Param.ShouldBe(param);
    }

    [Fact]
    public void A_choice_of_an_undeclared_function_is_answered_with_those_that_are()
    {
        var mistake = Should.Throw<InvalidRequestException>(() =>
            SessionLimits.CheckToolChoice(ToolChoice.Function("h"), [new FunctionTool("f"), new FunctionTool("g")], "response.tool_choice"));

        mistake.Code.ShouldBe("invalid_value");
        mistake.Param.ShouldBe("response.tool_choice");
        mistake.Message.ShouldBe("Invalid 'response.tool_choice': there is no function 'h'. Declared are: 'f', 'g'.");
    }

    private static ResponseParams Checked(string response)
    {
        var json = ClientEventReader.Parse(Encoding.UTF8.GetBytes($$"""{"type":"response.create","response":{{response}}}"""));
        return SessionLimits.Checked(ClientEventReader.Read(json).ShouldBeOfType<ResponseCreate>().Response!);
    }
}

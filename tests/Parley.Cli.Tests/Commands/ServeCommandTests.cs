using Parley.Commands;

namespace Parley.Tests.Commands;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task The_address_is_the_one_line_on_standard_output_and_Ctrl_C_ends_it()
    {
        using var interrupt = new CancellationTokenSource();
        var shell = new Shell { Console = new WatchedWriter("Listening on ", interrupt.Cancel) };

        (await shell.RunAsync(interrupt.Token, "serve", "--port", "0")).ShouldBe(CommandTree.Interrupted);

        shell.Lines.ShouldHaveSingleItem().ShouldMatch(@"^Listening on http://127\.0\.0\.1:\d+$");
    }
}

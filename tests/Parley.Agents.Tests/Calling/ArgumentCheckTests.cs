using System.Text.Json;
using Parley.Calling;

namespace Parley.Tests.Calling;

public sealed class ArgumentCheckTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"},"days":{"type":["integer","null"]},"odd":{"type":7}},"required":["city",7]}""");

    [Theory]
    [InlineData("{\"city\":\"Oslo\"}", null)]
    [InlineData("{\"city\":\"Oslo\",\"days\":null,\"odd\":1,\"more\":true}", null)]
    [InlineData("", "The argument 'city' is missing.")]
    [InlineData("[]", "The arguments are no JSON object but array.")]
    [InlineData("{\"city\":", "The arguments are no JSON")]
    [InlineData("{\"city\":1}", "The argument 'city' must be string, not number.")]
    [InlineData("{\"city\":\"Oslo\",\"days\":1.5}", "The argument 'days' must be integer or null, not number.")]
    public void What_does_not_fit_is_told_by_name(string arguments, string? mistake)
    {
        var read = ArgumentCheck.Read(arguments, Schema);
        (read.Arguments is null).ShouldBe(mistake is not null);
        (read.Mistake ?? "").ShouldStartWith(mistake ?? "");
    }

    [Fact]
    public void Of_two_with_one_name_the_last_counts() =>
        ArgumentCheck.Read("{\"a\":1,\"a\":2}", default).Arguments!["a"].ShouldBeOfType<JsonElement>().GetInt32().ShouldBe(2);
}

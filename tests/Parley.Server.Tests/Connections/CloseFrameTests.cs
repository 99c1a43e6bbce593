using System.Text;

namespace Parley.Connections;

public class CloseFrameTests
{
    [Theory]
    [InlineData("Bye.", "Bye.")]
    [InlineData("", "")]
    public void A_short_reason_stays_as_it_is(string reason, string expected) => new CloseFrame(1000, reason).ShortReason.ShouldBe(expected);

    [Fact]
    public void A_long_reason_ends_between_characters_within_123_bytes()
    {
        var reason = new CloseFrame(1000, string.Concat(Enumerable.Repeat("я😀", 60))).ShortReason;
        Encoding.UTF8.GetByteCount(reason).ShouldBe(122);
        reason.ShouldEndWith("я");
    }
}

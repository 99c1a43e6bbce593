using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

/// <summary>Every response says what it cost, however it ended and whatever its model counts.</summary>
public sealed class UsageTests
{
    private readonly SessionStage _stage = new(SessionStage.DefaultConfig with { Instructions = "12345678" });

    [Fact]
    public void A_model_that_counts_is_believed()
    {
        _stage.AddText("Hi");
        _stage.Ask();
        Cost(new Said("Hello."), new Finished(70, 5, CachedTokens: 64)).ShouldBe(
            Usage.Of(new(70, CachedTokens: 64) { CachedTokensDetails = new(64) }, new(5)));
    }

    [Fact]
    public void For_a_model_that_does_not_count_it_is_estimated()
    {
        _stage.AddText("0123456789ab");
        _stage.Ask();
        Cost(new Said("Hello there."), new Called("f", "{}"), new Finished(null, null)).ShouldBe(Usage.Of(new(5), new(4)));
    }

    [Fact]
    public void An_image_is_counted_as_one()
    {
        _stage.Say(new ConversationItemCreate(new MessageItem(Role.User, [new InputText("0123"), new InputImage("data:image/png;base64,AAAA", "low")])));
        _stage.Ask();
        Cost(new Finished(null, 0)).InputTokenDetails.ShouldBe(new InputTokenDetails(3, ImageTokens: 85));
        _stage.Ask();
        Cost(new Finished(100, 0)).InputTokens.ShouldBe(100);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_broken_off_has_cost_what_there_was_of_it(bool isCancelled)
    {
        _stage.AddText("0123");
        _stage.Ask();
        _stage.Reply(new Said("Hello there."), new Sounded(Tone.Pcm16(500)));
        var ended = isCancelled ? _stage.Say(new ResponseCancel()) : _stage.Reply(new Failed(new("server_error", null, "It fell over.")));
        ended.Only<ResponseDone>().Response.Usage.ShouldBe(Usage.Of(new(3), new(3, 10)));
    }

    [Fact]
    public void What_never_reached_the_model_costs_nothing()
    {
        _stage.Utter();
        _stage.Say(new ResponseCancel()).Only<ResponseDone>().Response.Usage.ShouldBe(Usage.Of(new(), new()));
    }

    [Fact]
    public void A_conversation_that_must_not_be_truncated_and_does_not_fit_fails_the_response()
    {
        var stage = new SessionStage(Story.Writing() with { Truncation = Truncation.Disabled }, contextTokens: 1000);
        stage.AddText(new string('x', 4000));
        stage.Ask();
        stage.Last<BeginResponse>().Prompt.Refusal!.Code.ShouldBe("context_length_exceeded");
        stage.Say(new SessionUpdate(Patch.Of("""{"truncation":"auto"}""")));
        stage.Reply(new Failed(stage.Last<BeginResponse>().Prompt.Refusal!)).Only<ResponseDone>().Response.Usage!.TotalTokens.ShouldBe(0);
        stage.AddText("Short.");
        stage.Ask();
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem();
    }

    private Usage Cost(params ResponseStep[] steps) => _stage.Reply(steps).Only<ResponseDone>().Response.Usage.ShouldNotBeNull();
}

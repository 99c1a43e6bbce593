using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class RateLimitTests
{
    private static readonly RateLimits Limits = new(Requests: 2, Tokens: 100);

    [Fact]
    public void Without_limits_there_is_nothing_to_tell() => Story.Answered().Events.OfType<RateLimitsUpdated>().ShouldBeEmpty();

    [Fact]
    public void What_is_left_is_told_after_the_response()
    {
        var stage = new SessionStage(Story.Writing(), SessionPolicy.OpenAI with { RateLimits = Limits });
        stage.Ask().Names().ShouldBe(["response.created"]);
        stage.Advance(TimeSpan.FromSeconds(20));
        var done = stage.Reply(new Said("Hi."), new Finished(50, 10));
        done.Names()[^2..].ShouldBe(["response.done", "rate_limits.updated"]);
        done.Only<RateLimitsUpdated>().RateLimits.ShouldBe([new("requests", 2, 1, 40), new("tokens", 100, 40, 40)]);
    }

    [Fact]
    public void In_the_beta_it_is_told_when_a_response_begins()
    {
        var stage = new SessionStage(Story.Writing(), SessionPolicy.Beta with { RateLimits = Limits });
        stage.Ask().Names().ShouldBe(["response.created", "rate_limits.updated"]);
        stage.Reply(new Said("Hi."), new Finished(50, 10)).Names()[^1].ShouldBe("response.done");
    }

    [Fact]
    public void After_a_minute_of_silence_all_is_left_again()
    {
        var stage = new SessionStage(Story.Writing(), SessionPolicy.Beta with { RateLimits = Limits });
        stage.Ask();
        stage.Reply(new Said("Hi."), new Finished(80, 20));
        stage.Advance(TimeSpan.FromMinutes(2));
        stage.Ask().Only<RateLimitsUpdated>().RateLimits.ShouldBe([new("requests", 2, 2, 60), new("tokens", 100, 100, 60)]);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(null, 100)]
    public void A_response_beyond_a_limit_fails_until_the_minute_is_over(int? requests, int? tokens)
    {
        var stage = new SessionStage(Story.Writing(), SessionPolicy.OpenAI with { RateLimits = new(requests, tokens) });
        Respond(stage).ShouldBeNull();
        Respond(stage).ShouldBeNull();
        Respond(stage)!.Code.ShouldBe("inference_rate_limit_exceeded");
        stage.Advance(TimeSpan.FromMinutes(1));
        Respond(stage).ShouldBeNull();
    }

    private static StatusError? Respond(SessionStage stage)
    {
        stage.Ask();
        var refusal = stage.Last<BeginResponse>().Prompt.Refusal;
        stage.Reply(refusal is null ? new Finished(50, 10) : new Failed(refusal));
        return refusal;
    }
}

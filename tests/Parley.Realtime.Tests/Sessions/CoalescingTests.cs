using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

/// <summary>Clients that ask for a response after each output of a call (Yandex' samples do) hear one answer that knows all outputs.</summary>
public sealed class CoalescingTests
{
    [Fact]
    public void The_response_waits_for_the_outputs_of_all_calls()
    {
        var (stage, calls) = Called("weather", "clock");
        stage.Say(Output(calls[0]));
        stage.Say(new ResponseCreate()).OfType<ResponseCreated>().ShouldHaveSingleItem();
        stage.Last<ArmTimer>().Timer.ShouldBe(SessionTimer.Outputs);
        var begun = stage.Commands.OfType<BeginResponse>().Count();

        stage.Say(Output(calls[1]));
        stage.Commands.OfType<BeginResponse>().Count().ShouldBe(begun + 1);
        stage.Last<BeginResponse>().Prompt.Items.OfType<FunctionCallOutputItem>().Count().ShouldBe(2);
        stage.Say(new ResponseCreate()).ShouldBeEmpty("it is the same question");
        stage.Reply(new Said("Done."), new Finished(0, 0)).OfType<ResponseCreated>().ShouldBeEmpty();
    }

    [Fact]
    public void An_output_that_never_comes_is_not_waited_for_longer_than_a_while()
    {
        var (stage, calls) = Called("weather", "clock");
        stage.Say(Output(calls[0]));
        stage.Say(new ResponseCreate());
        var begun = stage.Commands.OfType<BeginResponse>().Count();
        var timer = stage.Last<ArmTimer>();
        stage.Handle(new TimerElapsed(timer.Timer, timer.Armed));
        stage.Commands.OfType<BeginResponse>().Count().ShouldBe(begun + 1);
    }

    [Fact]
    public void A_user_who_speaks_is_not_kept_waiting_for_outputs()
    {
        var (stage, _) = Called("weather");
        stage.Append([.. Tone.Pcm16(500), .. Tone.Silence(400)]);
        var begun = stage.Commands.OfType<BeginResponse>().Count();
        stage.Transcribe("never mind");
        stage.Commands.OfType<BeginResponse>().Count().ShouldBe(begun + 1);
    }

    [Fact]
    public void What_is_new_since_the_response_began_has_a_response_of_its_own()
    {
        var stage = new SessionStage(policy: SessionPolicy.Yandex);
        stage.Say(new ResponseCreate());
        stage.Say(new ConversationItemCreate(new MessageItem(Role.User, [new InputText("And now?")])));
        stage.Say(new ResponseCreate()).ShouldBeEmpty();
        stage.Reply(new Finished(0, 0)).OfType<ResponseCreated>().ShouldHaveSingleItem();
    }

    private static (SessionStage Stage, IReadOnlyList<string> Calls) Called(params string[] names)
    {
        var stage = new SessionStage(policy: SessionPolicy.Yandex);
        stage.Say(new ResponseCreate());
        var said = stage.Reply([.. names.Select(name => (ResponseStep)new Called(name, "{}")), new Finished(0, 0)]);
        return (stage, [.. said.OfType<ResponseFunctionCallArgumentsDone>().Select(call => call.CallId)]);
    }

    private static ConversationItemCreate Output(string callId) => new(new FunctionCallOutputItem(callId, "{}"));
}

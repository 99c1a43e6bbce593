namespace Parley.Embedded.VoiceActivity;

public class EmbeddedVoiceActivityTests
{
    [Fact]
    public void The_native_model_is_chosen_where_its_library_is()
    {
        using var model = EmbeddedVoiceActivity.Create();
        model.ShouldBeOfType<GatedVoiceActivity>();
        model.Name.ShouldStartWith("webrtc-fuse/");
    }

    [Fact]
    public void People_are_told_which_model_it_is()
    {
        using var model = EmbeddedVoiceActivity.Create();
        EmbeddedVoiceActivity.Description.ShouldStartWith(model.Name);
    }

    [Fact]
    public void Without_the_library_the_managed_model_takes_over_and_says_why()
    {
        using var model = EmbeddedVoiceActivity.Create("libx is not installed.");
        model.ShouldBeOfType<ManagedVoiceActivity>();
        EmbeddedVoiceActivity.Describe("libx is not installed.").ShouldStartWith(model.Name);
        EmbeddedVoiceActivity.Describe("libx is not installed.").ShouldEndWith("libx is not installed.");
    }
}

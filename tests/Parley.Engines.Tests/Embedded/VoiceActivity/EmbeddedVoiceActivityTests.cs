namespace Parley.Embedded.VoiceActivity;

public class EmbeddedVoiceActivityTests
{
    [Fact]
    public void The_native_model_is_chosen_where_its_library_is()
    {
        using var model = EmbeddedVoiceActivity.Create();
        model.ShouldBeOfType<WebRtcVoiceActivity>();
    }

    [Fact]
    public void People_are_told_which_model_it_is()
    {
        using var model = EmbeddedVoiceActivity.Create();
        EmbeddedVoiceActivity.Description.ShouldStartWith(model.Name);
    }
}

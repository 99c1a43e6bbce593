using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

public class WebRtcVoiceActivityTests : VoiceActivityContract
{
    private protected override IVoiceActivityModel Create() => new WebRtcVoiceActivity();
}

using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

public class ManagedVoiceActivityTests : VoiceActivityContract
{
    private protected override IVoiceActivityModel Create() => new ManagedVoiceActivity();
}

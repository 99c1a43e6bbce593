using Parley.Testing;

namespace AppointmentDesk;

internal static class Script
{
    /// <summary>What the model does: it calls with what it has, and would book before anybody has said yes.</summary>
    public static ScriptedChatClient OfAnEagerModel()
    {
        Dictionary<string, object?> day = new() { ["day"] = "Tuesday" }, slot = new(day) { ["time"] = "10:00" }, booking = new(slot) { ["name"] = "Grace" };
        return new ScriptedChatClient()
            .Reply(new ScriptedReply { Calls = [("check_slot", day)] }) // no time yet: the call is answered with what is missing
            .Reply("At what time, please?")
            .Reply(new ScriptedReply { Calls = [("check_slot", slot)] })
            .Reply(new ScriptedReply { Calls = [("book", booking)] }) // nobody has said yes
            .Reply("Tuesday at ten is free. Shall I book it for you, Grace?")
            .Reply(new ScriptedReply { Calls = [("book", booking)] })
            .Reply("Your appointment is on Tuesday at ten.");
    }
}

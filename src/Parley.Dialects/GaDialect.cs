using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>The protocol in GA's words; it also understands a client that speaks the beta's, and answers it in GA's.</summary>
/// <param name="requireSessionType">Whether an update must say <c>session.type</c>, unless it is spelled the beta's way, which has none.</param>
internal sealed class GaDialect(bool requireSessionType) : JsonDialect("ga", NameTable.Same, BetaDialect.Session, BetaDialect.Response)
{
    // A session with a type is spelled GA's way: there a flat field is a mistake, and named.
    protected override bool MayBeFlat(JsonObject settings) => !settings.ContainsKey("type");

    protected override void ClientToGa(JsonObject json)
    {
        if (requireSessionType && json.TextOf("type") == "session.update" && json["session"] is JsonObject session
            && !session.ContainsKey("type") && !session.ContainsKey("temperature") && !BetaDialect.Session.IsIn(session))
        {
            throw InvalidRequestException.Missing("session.type");
        }

        base.ClientToGa(json);
    }
}

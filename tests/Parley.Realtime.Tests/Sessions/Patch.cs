using System.Text.Json;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Patches as a client writes them.</summary>
internal static class Patch
{
    public static SessionPatch Of(string json) => new(JsonElement.Parse(json));
}

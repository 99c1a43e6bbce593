using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

/// <summary>Dialects as tests speak to them: with strings.</summary>
internal static class Wire
{
    public static ClientEvent Reads(this IDialect dialect, string message) => dialect.Read(Encoding.UTF8.GetBytes(message));

    public static ServerEvent? ReadsServer(this IDialect dialect, string message) => dialect.ReadServerEvent(Encoding.UTF8.GetBytes(message));

    /// <summary>What a server sends, or null where the dialect has no such event.</summary>
    public static string? Writes(this IDialect dialect, ServerEvent serverEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        var written = dialect.Write(serverEvent, output);
        (written || output.WrittenCount == 0).ShouldBeTrue("nothing may be written of an event that the dialect has not");
        return written ? Encoding.UTF8.GetString(output.WrittenSpan) : null;
    }

    public static string Writes(this IDialect dialect, ClientEvent clientEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.Write(clientEvent, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static JsonObject WritesJson(this IDialect dialect, ServerEvent serverEvent) => JsonNode.Parse(dialect.Writes(serverEvent)!)!.AsObject();

    public static SessionConfig Applies(this IDialect dialect, string sessionUpdate, SessionConfig to) =>
        dialect.Reads(sessionUpdate).ShouldBeOfType<SessionUpdate>().Session.ApplyTo(to);
}

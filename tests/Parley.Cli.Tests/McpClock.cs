using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Parley.Tests;

/// <summary>An MCP server at a URL, with one tool.</summary>
internal sealed class McpClock : IAsyncDisposable
{
    private readonly WebApplication _app;

    private McpClock(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<McpClock> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var asked = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (asked["id"] is not { } id)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        var (member, said) = $"{asked["method"]}" switch
        {
            "initialize" => ("result", """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"clock","version":"1"}}"""),
            "tools/list" => ("result", """{"tools":[{"name":"get_time","description":"Tells the time.","inputSchema":{"type":"object"}}]}"""),
            "tools/call" => ("result", """{"content":[{"type":"text","text":"12:00"}]}"""),
            _ => ("error", """{"code":-32601,"message":"no such method"}"""),
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), [member] = JsonNode.Parse(said) }.ToJsonString());
    }
}

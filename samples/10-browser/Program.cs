// Talk in the browser. The page never sees an API key: it asks this program for one that lives for a minute, and goes to Parley with it.
using System.Text.Json;
using Parley.Embedded;
using Parley.Protocol;
using Parley.Server;
using Parley.Transport;

await using var parley = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
await using var app = builder.Build();

#region mint
var endpoint = RealtimeEndpoint.Parley(parley.Address, "parley-dev", "parley");
var session = new SessionPatch(JsonElement.Parse("""{"type":"realtime","instructions":"Your name is Ada. Tell the time if asked what time it is."}"""));
app.MapPost("/session", async (CancellationToken gone) =>
{
    var key = await EphemeralKey.MintAsync(endpoint, session, TimeSpan.FromMinutes(1), gone);
    return new { key = key.Value, url = endpoint.Address };
});
#endregion

app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "index.html"), "text/html"));
await app.StartAsync();
Console.WriteLine($"Open {app.Urls.First()} in a browser");
await app.WaitForShutdownAsync();

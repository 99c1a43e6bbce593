// Talk in the browser. The page never sees an API key: it asks this program for one that lives for a minute, and goes to Parley with it.
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Parley.Embedded;
using Parley.Server;

await using var parley = await ParleyServer.StartAsync(new() { Port = 0, Services = services => services.AddEmbeddedEngines() }, default);
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
await using var app = builder.Build();
using var http = new HttpClient { BaseAddress = parley.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "parley-dev") } };

#region mint
app.MapPost("/session", async () =>
{
    var wanted = new
    {
        expires_after = new { anchor = "created_at", seconds = 60 },
        session = new { type = "realtime", model = "parley", instructions = "Your name is Ada. Tell the time if asked what time it is." },
    };
    using var minted = await http.PostAsJsonAsync("/v1/realtime/client_secrets", wanted);
    minted.EnsureSuccessStatusCode();
    var secret = await minted.Content.ReadFromJsonAsync<JsonObject>();
    return new { key = (string)secret!["value"]!, url = new UriBuilder(parley.Address) { Scheme = "ws", Path = "/v1/realtime" }.Uri };
});
#endregion

app.MapGet("/", () => Results.File(Path.Combine(AppContext.BaseDirectory, "index.html"), "text/html"));
await app.StartAsync();
Console.WriteLine($"Open {app.Urls.First()} in a browser");
await app.WaitForShutdownAsync();

using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Diagnosis;
using Parley.Talking;

namespace Parley.Showing;

/// <summary>The demo's one tool. Its weather is made up, and the same everywhere.</summary>
internal sealed record DemoWeather : ToolAnswer
{
    public const string Name = "get_weather";

    /// <summary>The tool as it is declared, and this as its answer.</summary>
    public static ToolBook Book => new([Declared()], new Dictionary<string, ToolAnswer> { [Name] = new DemoWeather() });

    /// <summary>The same as a <c>tools.json</c>.</summary>
    public static string File
    {
        get
        {
            var tool = Declared();
            var weather = Weather(null);
            weather.Remove("city"); // one value answers for every city
            tool["x-result"] = weather;
            return new JsonArray(tool).ToJsonString(Report.Layout) + Environment.NewLine;
        }
    }

    public override Task<ToolOutput> ToAsync(string arguments, CancellationToken cancellation) => Task.FromResult(new ToolOutput(Weather(City(arguments)).ToJsonString()));

    private static JsonObject Weather(string? city) => new() { ["city"] = city, ["temperature_celsius"] = 18, ["conditions"] = "sunny" };

    private static JsonObject Declared() => new()
    {
        ["type"] = "function",
        ["name"] = Name,
        ["description"] = "Get the current weather in a city.",
        ["parameters"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["city"] = new JsonObject { ["type"] = "string", ["description"] = "The name of the city, such as Paris, London or Berlin." },
            },
            ["required"] = new JsonArray("city"),
        },
    };

    private static string? City(string arguments)
    {
        try
        {
            return JsonNode.Parse(arguments)?["city"]?.GetValue<string>();
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null; // the model wrote something else; the weather is made up anyway
        }
    }
}

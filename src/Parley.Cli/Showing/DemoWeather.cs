using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Talking;

namespace Parley.Showing;

/// <summary>The demo's one tool. Its weather is made up, and the same everywhere.</summary>
internal sealed record DemoWeather : ToolAnswer
{
    public const string Name = "get_weather";

    /// <summary>The tool as it is declared, and this as its answer.</summary>
    public static ToolBook Book { get; } = new(
        [JsonNode.Parse(
            """
            {
              "type": "function",
              "name": "get_weather",
              "description": "Get the current weather in a city.",
              "parameters": {
                "type": "object",
                "properties": { "city": { "type": "string", "description": "The name of the city, such as Paris, London or Berlin." } },
                "required": ["city"]
              }
            }
            """)],
        new Dictionary<string, ToolAnswer> { [Name] = new DemoWeather() });

    public override Task<string> ToAsync(string arguments, CancellationToken cancellation) => Task.FromResult(
        new JsonObject { ["city"] = City(arguments), ["temperature_celsius"] = 18, ["conditions"] = "sunny" }.ToJsonString());

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

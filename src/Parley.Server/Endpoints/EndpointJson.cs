using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Parley.Endpoints;

/// <summary>The JSON of HTTP replies.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(BenchBody))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class EndpointJson : JsonSerializerContext
{
    /// <summary>As people can read it: it is JSON, never HTML.</summary>
    public static readonly EndpointJson Wire = new(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Measuring;

/// <summary>What a .NET server says of itself at <c>GET /bench</c>, while it is measured.</summary>
internal sealed record RuntimeFigures(
    double CpuMs, long AllocatedBytes, int Gen0, int Gen1, int Gen2, double GcPauseMs, double GcPauseMaxMs, long WorkingSetBytes, int Threads, long Timers, int Sessions)
{
    /// <summary>What the collector has not collected, where the server tells.</summary>
    public long? HeapBytes { get; init; }

    /// <summary>Sound of conversations that it keeps, where it keeps any and tells.</summary>
    public long? SoundBytes { get; init; }

    /// <summary>Of a server, or null where it has none to give.</summary>
    public static async Task<RuntimeFigures?> OfAsync(HttpClient http, Uri server, string? key, CancellationToken cancellation)
    {
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/bench"));
            question.Headers.Authorization = key is null ? null : new("Bearer", key);
            using var reply = await http.SendAsync(question, cancellation);
            return reply.IsSuccessStatusCode ? await reply.Content.ReadFromJsonAsync(RuntimeFiguresJson.Default.RuntimeFigures, cancellation) : null;
        }
        catch (Exception none) when (none is HttpRequestException or JsonException or IOException || (none is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RuntimeFigures))]
internal sealed partial class RuntimeFiguresJson : JsonSerializerContext;

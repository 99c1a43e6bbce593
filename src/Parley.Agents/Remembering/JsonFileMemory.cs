using System.Text.Json;

namespace Parley.Remembering;

/// <summary>Memory in one JSON file: an object with a list of facts for each person. Written whole, and in place only when it is whole.</summary>
/// <param name="path">The file; it need not exist yet.</param>
/// <param name="facts">So many are kept of a person; the oldest go first.</param>
public sealed class JsonFileMemory(string path, int facts = 100) : IAgentMemory, IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim _turn = new(1);

    public async ValueTask<IReadOnlyList<string>> RecallAsync(string person, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return (await ReadAsync(cancellationToken)).GetValueOrDefault(person) ?? [];
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask RememberAsync(string person, string fact, CancellationToken cancellationToken = default) => ChangeAsync(
        all =>
        {
            var known = all.TryGetValue(person, out var list) ? list : all[person] = [];
            known.Remove(fact);
            known.Add(fact);
            known.RemoveRange(0, Math.Max(0, known.Count - facts));
        },
        cancellationToken);

    public ValueTask ForgetAsync(string person, CancellationToken cancellationToken = default) => ChangeAsync(all => all.Remove(person), cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async ValueTask ChangeAsync(Action<Dictionary<string, List<string>>> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var all = await ReadAsync(cancellation);
            change(all);
            var next = $"{path}.next";
            await File.WriteAllTextAsync(next, JsonSerializer.Serialize(all, Indented), cancellation);
            File.Move(next, path, overwrite: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Dictionary<string, List<string>>> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, List<string>>>(await File.ReadAllTextAsync(path, cancellation)) ?? [];
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} is no memory: it must be a JSON object with a list of facts for each person. Mend it, or move it away. {broken.Message}", broken);
        }
    }
}

using System.Diagnostics;
using System.Text;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Espeak;

/// <summary>The program espeak-ng: where it is, what languages it has, how it is started.</summary>
/// <param name="path">The program; its name alone is looked up in <c>PATH</c>.</param>
/// <remarks>A program of its own and not a library in this process: it is GPL-3, and keeps its voice in globals.</remarks>
internal sealed class EspeakProgram(string path)
{
    public const string Package = "espeak-ng";

    private IReadOnlyDictionary<string, string>? _languages;

    public EngineProbe Probe() => Find() is null
        ? new EngineProbe("espeak-ng", Available: false, path, Package)
        : new EngineProbe("espeak-ng", Available: true, Missing: null, Package);

    /// <summary>Starts it with redirected streams.</summary>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    public Process Start(IEnumerable<string> arguments)
    {
        var found = Find() ?? throw new FileNotFoundException(
            $"The program {path} was not found: install the package {Package} (Debian), or use another voice engine.", path);
        var start = new ProcessStartInfo(found, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardErrorEncoding = Encoding.UTF8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{found} did not start.");
    }

    /// <summary>The languages it can speak, in lower case, and the voice file of each (<c>ru</c> → <c>zle/ru</c>); asked of it once, or twice if two ask at the same time.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LanguagesAsync(CancellationToken cancellationToken) =>
        _languages ??= await ListAsync(cancellationToken);

    private async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancellationToken)
    {
        using var process = Start(["--voices"]);
        try
        {
            var table = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            // " 5  ru              --/M      Russian            zle/ru   …" under one line of headings; the best of a language comes first
            return table.Split('\n').Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns.Length > 4)
                .DistinctBy(columns => columns[1].ToLowerInvariant())
                .ToDictionary(columns => columns[1].ToLowerInvariant(), columns => columns[4], StringComparer.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private string? Find() => Path.IsPathRooted(path)
        ? (File.Exists(path) ? path : null)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, path)).FirstOrDefault(File.Exists);
}

using System.Text;
using Parley.Dialects;

namespace Parley.Compatibility;

/// <summary>The tables of <c>docs/compatibility.md</c>: between two marks, written from what is tested.</summary>
internal static class CompatibilityDocument
{
    private const string Begin = "<!-- the tables are written by CompatibilityTests -->\n";
    private const string End = "<!-- end of the tables -->\n";

    private static string Path => System.IO.Path.Combine(RepositoryRoot.Path, "docs", "compatibility.md");

    /// <summary>What the document shows.</summary>
    public static string Read()
    {
        var text = File.ReadAllText(Path);
        var (begin, end) = Marks(text);
        if (Environment.GetEnvironmentVariable("PARLEY_WRITE_DOCS") is not null)
        {
            File.WriteAllText(Path, text[..begin] + Written() + text[end..]);
            return Written();
        }

        return text[begin..end];
    }

    /// <summary>What it should show.</summary>
    public static string Written()
    {
        var text = new StringBuilder();
        Write(text, "`session.update`", AllSettings.Session);
        Write(text, "`response.create`", AllSettings.Response);
        return text.ToString();
    }

    private static (int Begin, int End) Marks(string text) => (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));

    private static void Write(StringBuilder text, string title, IReadOnlyList<Setting> settings)
    {
        text.Append($"\n### {title}\n\n| GA and Yandex | for example | beta | GA | beta | Yandex | |\n|---|---|---|---|---|---|---|\n");
        foreach (var setting in settings)
        {
            text.Append($"| `{setting.Path}` | `{setting.Value}` | {Beta(setting)} | {Word(setting.Ga)} | {Word(setting.Beta)} | {Word(setting.Yandex)} | {setting.Note} |\n");
        }

        text.Append('\n');
    }

    private static string Beta(Setting setting) => setting.PathIn(DialectName.Beta) == setting.Path
        ? "the same"
        : $"`{setting.BetaPath}`" + (setting.BetaValue is { } value ? $" `{value}`" : "");

    private static string Word(Standing standing) => standing switch
    {
        Standing.Honoured => "honoured",
        Standing.Accepted => "accepted",
        _ => "refused",
    };
}

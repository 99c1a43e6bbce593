using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

public sealed partial class HonestyTests
{
    [Fact]
    public void No_source_file_of_the_engine_names_a_tool_a_city_or_a_request_of_the_tests()
    {
        var sources = Directory.GetFiles(Path.Combine(Here(), "../../../../src/Parley.Engines/Embedded/Rules"), "*.cs");
        sources.Length.ShouldBeGreaterThan(30);
        var names = ThirtyTools.All.OfType<AIFunctionDeclaration>().Select(t => t.Name);
        var places = PlacePattern().Matches(string.Concat(Directory.GetFiles(Here(), "*Tests.cs").Select(File.ReadAllText))).Select(m => m.Groups["place"].Value);
        var requests = RequestPattern().Matches(File.ReadAllText(Path.Combine(Here(), "ThirtyToolsTests.cs"))).Select(m => m.Groups["request"].Value).Where(r => r.Count(c => c == ' ') >= 4);
        var forbidden = names.Concat(places).Concat(requests).Distinct().Where(w => w.Length > 3 && w is not ("Airport" or "Station")).ToList(); // common nouns
        forbidden.Count.ShouldBeGreaterThan(80);
        foreach (var source in sources)
        {
            var text = CommentPattern().Replace(File.ReadAllText(source), "");
            forbidden.Where(w => Regex.IsMatch(text, $@"\b{Regex.Escape(w)}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))).ShouldBeEmpty(Path.GetFileName(source));
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"(?:city|origin|destination|from|to)=(?<place>\p{Lu}[\p{L} ]+?)[,}]", RegexOptions.ExplicitCapture)]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"InlineData\(""(?<request>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex RequestPattern();

    // comments may explain with an example
    [GeneratedRegex(@"//.*")]
    private static partial Regex CommentPattern();
}

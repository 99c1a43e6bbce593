using System.Text.RegularExpressions;

namespace Parley.Tests;

/// <summary>The rules of the house that no compiler sees to. ARCHITECTURE.md says why.</summary>
public partial class HouseRules
{
    [Fact]
    public void A_folder_is_a_namespace() => SourceTree.Files
        .Where(file => file.Namespace is { } name && name != file.Place)
        .Select(file => $"{file.Path}: namespace {file.Namespace}, expected {file.Place}")
        .ShouldBeEmpty();

    [Fact]
    public void A_namespace_names_one_place() => SourceTree.Files
        .GroupBy(file => file.Place)
        .Where(place => place.Select(file => file.Project).Distinct().Count() > 1)
        .Select(place => place.Key)
        .ShouldBeEmpty();

    [Fact]
    public void Arrows_never_come_back()
    {
        var arrows = SourceTree.Files
            .GroupBy(file => file.Place)
            .ToDictionary(place => place.Key, place => place.SelectMany(file => file.Uses).Where(used => used != place.Key).ToHashSet());

        foreach (var place in arrows.Keys)
        {
            Reachable(arrows, place).ShouldNotContain(place, $"{place} is used by what it uses");
        }
    }

    [Theory]
    [InlineData("Parley.Listening", "Parley.Conversations", "Parley.Responding", "Parley.Speaking", "Parley.Sessions")]
    [InlineData("Parley.Conversations", "Parley.Listening", "Parley.Responding", "Parley.Speaking", "Parley.Sessions")]
    [InlineData("Parley.Responding", "Parley.Listening", "Parley.Sessions")]
    [InlineData("Parley.Tools", "Parley.Listening", "Parley.Conversations", "Parley.Responding", "Parley.Speaking", "Parley.Sessions")]
    [InlineData("Parley.Speaking", "Parley.Listening", "Parley.Conversations", "Parley.Responding", "Parley.Sessions")]
    public void Siblings_meet_only_in_the_session(string place, params string[] strangers) => SourceTree.Files
        .Where(file => file.Place == place)
        .SelectMany(file => file.Uses.Intersect(strangers).Select(used => $"{file.Path} uses {used}"))
        .ShouldBeEmpty();

    [Theory]
    [InlineData(@"\block\s*\(", "a session has one owner, and nothing to lock")]
    [InlineData(@"\bHttpContext\b|\bWebSocket\b|\bIServiceProvider\b|\bJsonNode\b|\bJsonObject\b", "a session knows no transport, no container and no JSON of the wire")]
    [InlineData(@"\bGaDialect\b|\bBetaDialect\b|\bYandexDialect\b|\bIDialect\b", "a session knows policies, never dialects")]
    public void The_core_stays_clear(string pattern, string why) => SourceTree.Files
        .Where(file => file.Project == "Parley.Realtime" && Regex.IsMatch(Code(file.Text), pattern))
        .Select(file => $"{file.Path}: {why}")
        .ShouldBeEmpty();

    [Fact]
    public void What_Parley_is_held_against_shares_no_code_with_it()
    {
        var limit = SourceTree.Files.Where(file => file.Place == "Parley.Limit").ToList();
        limit.ShouldNotBeEmpty();
        limit.SelectMany(file => OwnName().Matches(Code(file.Text)).Select(match => $"{file.Path} names {match.Value}")).ShouldBeEmpty();
    }

    [Fact]
    public void No_speech_in_logs() => SourceTree.Files
        .SelectMany(file => LogTemplate().Matches(file.Text).Select(match => (file.Path, Template: match.Groups[1].Value)))
        .Where(log => Speech().IsMatch(log.Template))
        .Select(log => $"{log.Path}: {log.Template}")
        .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_do() => SourceTree.Files
        .Where(file => Unfinished().IsMatch(file.Text))
        .Select(file => file.Path)
        .ShouldBeEmpty();

    private static HashSet<string> Reachable(Dictionary<string, HashSet<string>> arrows, string from)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string>(arrows[from]);
        while (open.TryDequeue(out var place))
        {
            if (seen.Add(place) && arrows.TryGetValue(place, out var next))
            {
                foreach (var each in next)
                {
                    open.Enqueue(each);
                }
            }
        }

        return seen;
    }

    private static string Code(string text) => WordsOfPeople().Replace(text, "");

    [GeneratedRegex(@"\bParley\.(?!Limit;)[\w.]*")]
    private static partial Regex OwnName();

    [GeneratedRegex("//[^\\n]*|\"[^\"\\n]*\"")]
    private static partial Regex WordsOfPeople();

    [GeneratedRegex("\\[LoggerMessage\\([^\"]*\"([^\"]*)\"")]
    private static partial Regex LogTemplate();

    [GeneratedRegex(@"\{(Text|Transcript|Prompt|Instructions|Arguments|Audio|Key|ApiKey|Delta|Sentence|Message)\}", RegexOptions.IgnoreCase)]
    private static partial Regex Speech();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Unfinished();
}

using Parley.Protocol;

namespace Parley.Showing;

/// <summary>Where the time of a turn went, as bars of text: each bar is what lay between two marks.</summary>
internal static class Waterfall
{
    private const int BarWidth = 40;
    private const int NameWidth = 32;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["speech_ended"] = "speech end, until it was noticed",
        ["speech_stopped"] = "silence, until the turn was over",
        ["transcript"] = "speech to text, whole utterance",
        ["first_token"] = "model, until its first token",
        ["function_call"] = "model, until it called a tool",
        ["function_call_output"] = "tool, run by the client",
        ["response_create"] = "client asks for the answer",
        ["first_audio"] = "voice, until its first sound",
        ["response_done"] = "the rest of the response",
    };

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    /// <param name="marks">In order of time, as <c>parley.turn.trace</c> has them.</param>
    /// <param name="before">What lay before the first mark, a row of its own; 0 for nothing.</param>
    public static IEnumerable<string> Render(IReadOnlyList<TraceMark> marks, double before = 0)
    {
        if (marks.Count < 2)
        {
            yield break;
        }

        TraceMark[] all = before > 0
            ? [new("", 0), .. marks.Select(mark => mark with { AtMs = mark.AtMs - marks[0].AtMs + before })]
            : [.. marks.Select(mark => mark with { AtMs = mark.AtMs - marks[0].AtMs })];
        var total = Math.Max(all[^1].AtMs, 1);
        var headings = Headings(all);
        yield return $"{new string(' ', NameWidth)}  {"0 ms",-(BarWidth / 2)}{$"{total:0} ms",BarWidth / 2}  {"took",7}  {"at",7}";
        for (var index = 1; index < all.Length; index++)
        {
            if (headings.TryGetValue(index, out var heading))
            {
                yield return heading;
            }

            var (from, to) = (all[index - 1].AtMs, all[index].AtMs);
            var name = (headings.Keys.Any(each => each <= index) ? "  " : "") + NameOf(all[index].Name);
            yield return $"{name,-NameWidth}  {Bar(from / total, to / total)}  {Math.Round(to) - Math.Round(from),4:0} ms  {to,4:0} ms";
        }
    }

    // where there are several responses, each begins with a line that names it
    private static Dictionary<int, string> Headings(TraceMark[] marks)
    {
        var starts = new List<int>();
        var isResponding = false;
        for (var index = 1; index < marks.Length; index++)
        {
            var isOfResponse = marks[index].Name is "first_token" or "function_call" or "first_audio" or "response_done";
            if (isOfResponse && !isResponding)
            {
                starts.Add(index);
            }

            isResponding = isOfResponse || (isResponding && marks[index].Name is not ("function_call_output" or "response_create"));
        }

        return starts.Count < 2 ? [] : starts.Select((start, count) => (start, count)).ToDictionary(
            each => each.start,
            each => (each.count < Ordinals.Length ? $"{Ordinals[each.count]} response" : $"response {each.count + 1}") + (each.count == 0 ? "" : ", with the tool's result"));
    }

    // a step too short to be seen still shows where it was
    private static string Bar(double from, double to)
    {
        var (left, right) = ((int)Math.Round(from * BarWidth), (int)Math.Round(to * BarWidth));
        var bar = right > left ? new string('█', right - left) : "▏";
        return (new string(' ', Math.Min(left, BarWidth - 1)) + bar).PadRight(BarWidth);
    }

    private static string NameOf(string mark) => Names.TryGetValue(mark, out var name) ? name : mark.Replace('_', ' ');
}

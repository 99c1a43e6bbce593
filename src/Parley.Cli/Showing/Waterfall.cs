using Parley.Protocol;

namespace Parley.Showing;

/// <summary>Where the time of a turn went, as bars of text: each bar is what lay between two marks.</summary>
internal static class Waterfall
{
    private const int BarWidth = 40;
    private const int NameWidth = 32;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["speech_stopped"] = "silence, until the turn was over",
        ["transcript"] = "speech to text, whole utterance",
        ["first_token"] = "model, until its first token",
        ["function_call"] = "model, until it called a tool",
        ["function_call_output"] = "tool, run by the client",
        ["response_create"] = "client asks for the answer",
        ["first_audio"] = "voice, until its first sound",
        ["response_done"] = "the rest of the response",
    };

    /// <param name="marks">In order of time, as <c>parley.turn.trace</c> has them.</param>
    public static IEnumerable<string> Render(IReadOnlyList<TraceMark> marks)
    {
        if (marks.Count < 2)
        {
            yield break;
        }

        var start = marks[0].AtMs;
        var total = Math.Max(marks[^1].AtMs - start, 1);
        yield return $"{new string(' ', NameWidth)}  {"0 ms",-(BarWidth / 2)}{$"{total:0} ms",BarWidth / 2}  {"took",7}  {"at",7}";
        foreach (var (before, mark) in marks.Zip(marks.Skip(1)))
        {
            var bar = Bar((before.AtMs - start) / total, (mark.AtMs - start) / total);
            yield return $"{NameOf(mark.Name),-NameWidth}  {bar}  {mark.AtMs - before.AtMs,4:0} ms  {mark.AtMs - start,4:0} ms";
        }
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

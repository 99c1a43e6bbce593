using System.Globalization;
using Parley.Protocol;

namespace Parley.Showing;

/// <summary>What the latency that the client measured consists of: its parts add up to it.</summary>
/// <param name="Measured">From the last speech sample sent to the first sound received.</param>
/// <param name="Marks">The server's, from the end of speech as its detector dates it.</param>
internal sealed record LatencyAccount(TimeSpan Measured, IReadOnlyList<TraceMark> Marks)
{
    /// <summary>From the last speech sample to what the detector calls the end of speech, with the sending both ways; 0 where nothing is known of it.</summary>
    public double UnnoticedMs => At("first_audio") is { } sounded ? Math.Max(Measured.TotalMilliseconds - sounded, 0) : 0;

    public IEnumerable<string> Lines()
    {
        var total = Math.Round(Measured.TotalMilliseconds);
        yield return Text($"Last speech sample sent → first audio received: {total} ms");
        if (At("speech_stopped") is not { } stopped || UnnoticedMs <= 0)
        {
            yield break;
        }

        var (unnoticed, silence) = (Math.Round(UnnoticedMs), Math.Round(UnnoticedMs + stopped) - Math.Round(UnnoticedMs));
        yield return Text($"  = {unnoticed} ms until the detector noticed that the speech had ended, sending included");
        yield return Text($"  + {silence} ms of silence, which end a turn");
        yield return Text($"  + {total - unnoticed - silence} ms until the answer sounded. (0 ms above is when the last speech sample was sent.)");
    }

    private double? At(string name) => Marks.FirstOrDefault(mark => mark.Name == name) is { } found ? found.AtMs - Marks[0].AtMs : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

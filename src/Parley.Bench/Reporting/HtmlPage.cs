using System.Net;
using System.Text;

namespace Parley.Reporting;

/// <summary>A report as one page that needs nothing else.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #dde2e8; --paper: #fff; --card: #f6f8fa; --server: #2166c4; --limit: #c26a12; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa5b4; --line: #2c3540; --paper: #12171d; --card: #1a2129; --server: #6aa9ff; --limit: #f0a350; --bad: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 32px 24px 64px; max-width: 1120px; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 26px; margin: 0 0 8px; } h2 { font-size: 18px; margin: 40px 0 12px; } h3 { font-size: 14px; margin: 0 0 8px; font-weight: 600; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; color: var(--soft); font-size: 13px; } dd { margin: 0; color: var(--ink); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; } .wide { overflow-x: auto; }
        th, td { padding: 5px 10px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; } th:first-child, td:first-child { text-align: left; padding-left: 0; } th { color: var(--soft); font-weight: 500; }
        .ratio { color: var(--soft); } .server { color: var(--server); } .limit { color: var(--limit); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 12px; margin-top: 24px; } .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 16px; }
        .tile, .chart { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; } .tile b { display: block; font-size: 24px; font-weight: 600; } .tile span { color: var(--soft); font-size: 13px; }
        svg { display: block; width: 100%; height: auto; } svg text { fill: var(--soft); font: 11px system-ui, sans-serif; } .grid { stroke: var(--line); stroke-width: 1; } .bound { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 4; }
        polyline { fill: none; stroke-width: 2; } polyline.server { stroke: var(--server); } polyline.limit { stroke: var(--limit); } circle.server { fill: var(--server); } circle.limit { fill: var(--limit); }
        .legend { color: var(--soft); font-size: 13px; margin: 0 0 12px; } .legend b { font-weight: 600; }
        """;

    // what a reader asks first
    private static readonly string[] Headlines = ["cpu_ms_per_session_second", "resident_kb_per_session", "allocated_kb_per_session_second"];
    private static readonly string[] HeadlineDelays = ["stopped_to_audio_ms", "loud_to_cancelled_ms", "update_ms"];

    public static string Of(BenchReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>parley bench</title><style>")
            .Append(Style).Append("</style></head><body><h1>").Append(Title(report)).Append("</h1><dl>");
        foreach (var (name, value) in report.Conditions)
        {
            page.Append($"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>");
        }

        page.Append("</dl>");
        AddTiles(page, report);
        AddCharts(page, report);
        AddSheet(page, "What it costs, and what happened", Sheet.Quantities(report));
        AddSheet(page, "The same times, in milliseconds", Sheet.Delays(report));
        AddRemarks(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static string Title(BenchReport report) => $"<span class=\"server\">{Text(report.Server.Name)}</span>{(report.Limit is null ? "" : " beside <span class=\"limit\">B</span>, the smallest server of the same events")}";

    private static void AddTiles(StringBuilder page, BenchReport report)
    {
        page.Append("<div class=\"tiles\">");
        if (report.Server.Ramp is { } ramp)
        {
            AddTile(page, $"{(ramp.LoadWasShort ? "≥ " : "")}{ramp.Sessions}", "sessions", ramp.Sessions, report.Limit?.Ramp?.Sessions);
        }

        foreach (var quantity in Quantity.All.Where(quantity => Headlines.Contains(quantity.Key)))
        {
            AddTile(page, $"{Sheet.Number(quantity.Of(report.Server.Trial), quantity.Digits)} {quantity.Unit}", quantity.Name, quantity.Of(report.Server.Trial), report.Limit is { } limit ? quantity.Of(limit.Trial) : null);
        }

        foreach (var delay in Delay.All.Where(delay => HeadlineDelays.Contains(delay.Key)))
        {
            AddTile(page, $"{Sheet.Number(delay.At(report.Server.Trial, 99), 1)} ms", $"{delay.Name}, p99", delay.At(report.Server.Trial, 99), report.Limit is { } limit ? delay.At(limit.Trial, 99) : null);
        }

        page.Append("</div>");
    }

    private static void AddTile(StringBuilder page, string figure, string name, double? server, double? limit)
    {
        if (server is not null)
        {
            page.Append($"<div class=\"tile\"><b>{Text(figure)}</b><span>{Text(name)}{(limit is > 0 ? $" · {Sheet.Ratio(server, limit)}" : "")}</span></div>");
        }
    }

    private static void AddCharts(StringBuilder page, BenchReport report)
    {
        page.Append("<h2>How long things take</h2><p class=\"legend\">Milliseconds on a scale of factors, against how many of a hundred are no slower; the last point is the slowest of all. ")
            .Append(string.Join(", ", report.Servers.Select(server => $"<b class=\"{(server == report.Limit ? "limit" : "server")}\">{Text(server.Name)}</b>"))).Append("</p><div class=\"charts\">");
        foreach (var chart in Charts.Of(report))
        {
            page.Append($"<div class=\"chart\"><h3>{Text(chart.Title)}</h3>{chart.ToSvg()}</div>");
        }

        page.Append("</div>");
    }

    private static void AddSheet(StringBuilder page, string title, Sheet sheet)
    {
        page.Append($"<h2>{Text(title)}</h2><div class=\"wide\"><table><tr><th></th>{string.Concat(sheet.Headings.Select(heading => $"<th>{Text(heading)}</th>"))}</tr>");
        foreach (var (about, cells) in sheet.Rows)
        {
            page.Append($"<tr><td>{Text(about)}</td>{string.Concat(cells.Select(cell => $"<td{(cell.EndsWith('B') ? " class=\"ratio\"" : "")}>{cell}</td>"))}</tr>");
        }

        page.Append("</table></div>");
    }

    private static void AddRemarks(StringBuilder page, BenchReport report)
    {
        var remarks = Remark.Of(report).ToList();
        if (remarks.Count > 0)
        {
            page.Append($"<h2>Remarks</h2><ul>{string.Concat(remarks.Select(remark => $"<li>{Text(remark)}</li>"))}</ul>");
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

using System.Text.Json.Nodes;
using System.Xml.Linq;
using Parley.Trials;

namespace Parley.Reporting;

public class BenchReportTests
{
    private static readonly Measured Limit = new("B", Results.Of(), Results.Bounds);
    private static readonly Measured Server = new("Parley <1>", Results.Of(cpuMs: 2, delayMs: 4), Results.Bounds);

    private readonly BenchReport _report = new([("machine", "a & b")], Server, Limit);

    [Fact]
    public void Json_has_every_figure_of_both_servers_and_their_ratio()
    {
        var json = JsonNode.Parse(_report.ToJson())!;

        json["conditions"]!["machine"]!.GetValue<string>().ShouldBe("a & b");
        json["servers"]!.AsArray().Select(server => server!["name"]!.GetValue<string>()).ShouldBe(["Parley <1>", "B"]);
        var server = json["servers"]![0]!.AsObject();
        server["cpu_ms_per_session_second"]!.GetValue<double>().ShouldBe(2, 0.001);
        server["resident_kb_per_session"]!.GetValue<double>().ShouldBe(100, 0.001);
        server["stopped_beyond_silence_ms"]!["p99"]!.GetValue<double>().ShouldBe(4, 1);
        server["update_ms"]!["max"]!.GetValue<double>().ShouldBe(4, 0.001);
        server["allocated_kb_per_session_second"].ShouldBeNull(); // nobody has told
        server.Select(member => member.Key).ShouldBe([
            "name", "counted_s", "session_s", .. Quantity.All.Select(quantity => quantity.Key), .. Delay.All.Select(delay => delay.Key),
            "out_of_order_by_rule", "errors_by_code", "closes_by_code", "refusals_by_reason", "ramp", "memory",
        ]);
        json["ratios"]!["cpu_ms_per_session_second"]!.GetValue<double>().ShouldBe(2, 0.001);
        json["ratios"]!["update_ms"]!["p99"]!.GetValue<double>().ShouldBe(4, 0.05);
    }

    [Fact]
    public void A_ramp_is_told_step_by_step_and_as_a_multiple_of_B()
    {
        var report = _report with { Server = Server with { Ramp = Ramp(310) }, Limit = Limit with { Ramp = Ramp(500) } };

        var json = JsonNode.Parse(report.ToJson())!;
        json["servers"]![0]!["ramp"]!["steps"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["sessions", "held", "worst_p99_ms", "worst", "holds"]);
        json["ratios"]!["capacity"]!.GetValue<double>().ShouldBe(0.62);
        Remark.Of(report).ShouldBe(["Parley <1> bears 310 sessions.", "B bears 500 sessions.", "That is 0.62 B."]);
    }

    [Fact]
    public void Remarks_say_what_went_wrong_how_often()
    {
        var trial = Results.Of(also: figures =>
        {
            figures.Errors.Add("engine_failed");
            figures.Errors.Add("engine_failed");
            figures.Closes.Add("1013");
        });
        trial.Arrivals.Refusals.Add("HTTP 503");

        Remark.Of(_report with { Server = Server with { Trial = trial with { LoadCores = 0.97 } } }).Select(remark => remark.Split(" (it took")[0]).ShouldBe(
            ["Parley <1>: refused: HTTP 503 × 1", "Parley <1>: errors: engine_failed × 2", "Parley <1>: closed by the server: 1013 × 1", "Parley <1>: the load could not keep its own time"]);
    }

    [Fact]
    public void Sheets_leave_out_what_nobody_knows()
    {
        var quantities = Sheet.Quantities(_report);
        quantities.Headings.ShouldBe(["Parley <1>", "B", "ratio"]);
        quantities.Rows.Single(row => row.About == "server CPU per session-second, ms").Cells.ShouldBe(["2.000", "1.000", "2.00 B"]);
        quantities.Rows.ShouldNotContain(row => row.About.StartsWith("gen0", StringComparison.Ordinal));

        var delays = Sheet.Delays(_report with { Limit = null });
        delays.Headings.ShouldBe(["Parley <1> times", "p50", "p95", "p99", "max"]);
        delays.Rows.Single(row => row.About == "session.update → session.updated").Cells[4].ShouldBe("4.00");
    }

    [Fact]
    public void The_page_is_well_formed_needs_nothing_else_and_has_a_chart_for_everything_that_has_one()
    {
        var page = HtmlPage.Of(_report with { Server = Server with { Ramp = Ramp(310) } });

        page.ShouldNotContain("http:");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("<link");
        var charts = page.Split("<svg ").Skip(1).Select(rest => XElement.Parse($"<svg {rest[..(rest.IndexOf("</svg>", StringComparison.Ordinal) + 6)]}")).ToList();
        charts.Select(chart => chart.Attribute("aria-label")!.Value).ShouldBe([
            "Sessions, and the worst p99 of what the server adds",
            .. Delay.All.Where(delay => delay.Of(Server.Trial).Count > 0).Select(delay => delay.Name),
            "The server's memory over time",
        ]);
        XDocument.Parse(page["<!doctype html>".Length..].Replace("<meta charset=\"utf-8\">", "").Replace("<meta name=\"viewport\" content=\"width=device-width\">", ""))
            .Descendants("h1").Single().Value.ShouldBe("Parley <1> beside B, the smallest server of the same events");
    }

    private static RampResult Ramp(int sessions) => new(sessions, [new(sessions, Results.Bounds, Results.Of() with { Asked = sessions, Held = sessions })]);
}

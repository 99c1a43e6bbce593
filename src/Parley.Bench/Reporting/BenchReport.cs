using System.Text.Json.Nodes;
using Parley.Measuring;
using Parley.Trials;

namespace Parley.Reporting;

/// <summary>What a run of the bench has found out.</summary>
/// <param name="Conditions">Under what: the machine, the load, the command.</param>
/// <param name="Server">The server that was asked about.</param>
/// <param name="Limit">The smallest server of the same events, under the same load; null where it was not measured.</param>
internal sealed record BenchReport(IReadOnlyList<(string Name, string Value)> Conditions, Measured Server, Measured? Limit)
{
    public IEnumerable<Measured> Servers => Limit is null ? [Server] : [Server, Limit];

    public string ToJson()
    {
        var json = new JsonObject
        {
            ["conditions"] = new JsonObject(Conditions.Select(condition => KeyValuePair.Create(condition.Name, (JsonNode?)condition.Value))),
            ["servers"] = new JsonArray([.. Servers.Select(Json)]),
        };
        if (Limit is { } limit)
        {
            json["ratios"] = Ratios(limit.Trial);
        }

        return json.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonObject Json(Measured server)
    {
        var trial = server.Trial;
        var json = new JsonObject { ["name"] = server.Name, ["counted_s"] = Round(trial.Counted.TotalSeconds), ["session_s"] = Round(trial.SessionTime.TotalSeconds) };
        foreach (var quantity in Quantity.All)
        {
            json[quantity.Key] = Round(quantity.Of(trial));
        }

        foreach (var delay in Delay.All)
        {
            json[delay.Key] = delay.Of(trial) is { Count: > 0 } times
                ? new JsonObject
                {
                    ["count"] = times.Count,
                    ["p50"] = Round(delay.At(trial, 50)),
                    ["p95"] = Round(delay.At(trial, 95)),
                    ["p99"] = Round(delay.At(trial, 99)),
                    ["max"] = Round(delay.Max(trial)),
                }
                : null;
        }

        json["out_of_order_by_rule"] = Json(trial.Figures.OutOfOrder);
        json["errors_by_code"] = Json(trial.Figures.Errors);
        json["closes_by_code"] = Json(trial.Figures.Closes);
        json["refusals_by_reason"] = Json(trial.Arrivals.Refusals);
        json["ramp"] = server.Ramp is { } ramp ? Json(ramp) : null;
        json["memory"] = new JsonArray([.. trial.Memory.Select(sample => new JsonArray(Round(sample.At.TotalSeconds), sample.ResidentBytes, sample.Sessions))]);
        return json;
    }

    private static JsonObject Json(RampResult ramp) => new()
    {
        ["sessions"] = ramp.Sessions,
        ["load_was_short"] = ramp.LoadWasShort,
        ["steps"] = new JsonArray([.. ramp.Steps.Select(step => new JsonObject
        {
            ["sessions"] = step.Sessions,
            ["held"] = step.Result.Held,
            ["worst_p99_ms"] = Round(step.Worst.At.TotalMilliseconds),
            ["worst"] = step.Worst.Name,
            ["holds"] = step.Holds,
        })]),
    };

    private JsonObject Ratios(TrialResult limit)
    {
        var ratios = new JsonObject { ["capacity"] = Round((double?)Server.Ramp?.Sessions / Limit!.Ramp?.Sessions) };
        foreach (var quantity in Quantity.All)
        {
            ratios[quantity.Key] = Round(quantity.Of(Server.Trial) / quantity.Of(limit));
        }

        foreach (var delay in Delay.All)
        {
            ratios[delay.Key] = new JsonObject { ["p50"] = Round(delay.At(Server.Trial, 50) / delay.At(limit, 50)), ["p99"] = Round(delay.At(Server.Trial, 99) / delay.At(limit, 99)) };
        }

        return ratios;
    }

    private static JsonObject Json(Counts counts) => new(counts.ToDictionary().Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)));

    // JSON has no infinity, and nobody reads a ratio to nothing
    private static JsonNode? Round(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}

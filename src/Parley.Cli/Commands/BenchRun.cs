using System.Globalization;
using System.Runtime.InteropServices;
using Parley.Dialects;
using Parley.Hosts;
using Parley.Load;
using Parley.Measuring;
using Parley.Reporting;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;
using Parley.Transport;
using Parley.Trials;

namespace Parley.Commands;

/// <summary>Carries out what the bench is asked: starts servers, one after the other, and measures each under the same load.</summary>
internal sealed class BenchRun(BenchOrder order, Surroundings around)
{
    private const int ColdSeconds = 10;
    private const string Sentence = "What is the weather in Paris?";
    private static readonly TimeSpan Vowel = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _bound = TimeSpan.FromMilliseconds(order.BoundMs);

    private bool IsPinned => order.Pins && Cores.CanPin;

    /// <exception cref="CommandException">A server cannot be measured.</exception>
    /// <exception cref="OperationCanceledException">It was ended before anything was measured.</exception>
    public async Task<BenchReport> RunAsync(CancellationToken cancellation)
    {
        if (order.WarmUp < ColdSeconds && order.Against is null)
        {
            around.Voice.Note($"A .NET server is cold for its first 10 to 15 s of load: after {order.WarmUp} s of warm-up it looks worse than it is.");
        }

        var trial = await TrialAsync(cancellation);
        Measured measured;
        await using (var server = await ServerAsync(cancellation))
        {
            Pin();
            measured = await MeasureAsync(server.As(order.Model, order.Dialect), trial, BoundsOf(order.Model), cancellation);
        }

        if (cancellation.IsCancellationRequested)
        {
            around.Voice.Note("Ended early: these are the figures until then.");
        }

        return new(Conditions(), measured, order.HasLimit ? await LimitAsync(trial, cancellation) : null);
    }

    private async Task<Trial> TrialAsync(CancellationToken cancellation)
    {
        var chunk = TimeSpan.FromMilliseconds(order.ChunkMs);
        var speech = order.Model == BenchOrder.NullModel
            ? Speech.Vowel(Vowel, chunk)
            : Speech.Of((await EmbeddedSpeech.OfAsync(Sentence, new() { Language = "en" }, cancellation)).At(Speech.Format.SampleRate).Samples.Span, chunk);
        var load = new LoadPlan(speech)
        {
            Manner = new() { Chunk = chunk },
            SpeakingPercent = order.SpeakingPercent,
            IsIdle = order.IsIdle,
            Churn = order.Churn is { } life ? TimeSpan.FromSeconds(life) : null,
            Seed = order.Seed,
        };
        return new(load, order.Sessions, TimeSpan.FromSeconds(order.WarmUp), TimeSpan.FromSeconds(order.Seconds));
    }

    private async Task<MeasuredServer> ServerAsync(CancellationToken cancellation)
    {
        if (order.Against is not { } url)
        {
            return await MeasuredServer.StartAsync(order.Configuration, IsPinned, around, cancellation);
        }

        var destination = Destination.Of(url, order.Key, order.Model, order.Dialect, around.Variable);
        return MeasuredServer.At(destination, order.ProcessId);
    }

    // B comes second; an interruption then costs its figures only
    private async Task<Measured?> LimitAsync(Trial trial, CancellationToken cancellation)
    {
        try
        {
            await using var limit = await MeasuredServer.StartLimitAsync([BenchLimitCommand.Name], IsPinned, around, cancellation);
            return await MeasureAsync(limit.As(BenchOrder.NullModel, DialectName.Ga), trial, BoundsOf(BenchOrder.NullModel), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Measured> MeasureAsync(Subject subject, Trial trial, Func<Figures, Bounds> bounds, CancellationToken cancellation)
    {
        await RehearseAsync(subject.Endpoint, cancellation);
        if (order.Ramps)
        {
            return await RampAsync(subject, trial, bounds, cancellation);
        }

        TrialResult? result = null;
        await around.Voice.MeterAsync($"{trial.Sessions} sessions at {subject.Name}", async progress => result = await trial.RunAsync(subject, around.Time, progress, cancellation), isLong: true);
        return new(subject.Name, result!, bounds(result!.Figures));
    }

    private async Task RehearseAsync(RealtimeEndpoint endpoint, CancellationToken cancellation)
    {
        try
        {
            await Rehearsal.RunAsync(endpoint, around.Time, cancellation);
        }
        catch (RealtimeConnectionException unreachable)
        {
            throw new CommandException(unreachable.Message, unreachable);
        }
        catch (SessionRefusedException refused)
        {
            var hint = order is { Against: not null, Model: BenchOrder.NullModel } ? " A server that has no model 'null' is measured with one of its own: --model NAME." : "";
            throw new CommandException(refused.Message + hint, refused);
        }
    }

    private async Task<Measured> RampAsync(Subject subject, Trial trial, Func<Figures, Bounds> bounds, CancellationToken cancellation)
    {
        await using var ramp = new Ramp(trial, bounds, subject, around.Time);
        try
        {
            while (ramp.Next is { } sessions)
            {
                RampStep? step = null;
                await around.Voice.MeterAsync($"{sessions} sessions at {subject.Name}", async progress => step = await ramp.StepAsync(progress, cancellation), isLong: true);
                around.Voice.Line(Line(subject.Name, step!));
            }
        }
        catch (OperationCanceledException) when (ramp.Result.Steps.Count > 0)
        {
            // what was found until then is something, too
        }

        return new(subject.Name, ramp.Result.Best.Result, ramp.Result.Best.Bounds) { Ramp = ramp.Result };
    }

    private static string Line(string name, RampStep step) => string.Create(CultureInfo.InvariantCulture,
        $"{name}: {step.Sessions} sessions, {step.Result.Held} held, worst p99 {step.Worst.At.TotalMilliseconds:0.0} ms ({step.Worst.Name}): {(step.Holds ? "holds" : "too many")}{(step.Result.LoadWasShort ? ", but the load was short itself" : "")}");

    private Func<Figures, Bounds> BoundsOf(string model) => model == BenchOrder.NullModel ? _ => Bounds.OfEnergy(_bound) : seen => Bounds.Of(_bound, seen);

    private void Pin()
    {
        if (IsPinned)
        {
            Cores.PinProcess(Cores.Load);
        }
        else if (order.Pins)
        {
            around.Voice.Note("Nothing is pinned to a core of its own here: servers and their load share what there is.");
        }
    }

    private IReadOnlyList<(string Name, string Value)> Conditions() =>
    [
        ("date", around.Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        ("machine", Hardware.Describe()),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("cores", order.Against is null && IsPinned ? $"servers on core {Cores.Server}, load on core {Cores.Load}" : IsPinned ? $"load on core {Cores.Load}" : "not pinned"),
        ("load", order.Describe()),
        ("model", order.Model),
        ("dialect", $"{order.Dialect}".ToLowerInvariant()),
    ];
}

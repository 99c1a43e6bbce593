using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Protocol;
using Parley.Realtime;
using Parley.Sessions;
using Parley.Testing;
using Parley.Tools;

namespace Parley.Responding;

/// <summary>Runs the work behind one response with scripted engines, and keeps its steps with their times; whoever waits, waits no time at all.</summary>
internal sealed class Runner
{
    private readonly SkippingTime _time = new();
    private readonly List<(ResponseStep Step, TimeSpan At)> _steps = [];

    public ScriptedPipeline Engines { get; init; } = new();

    /// <summary>What the server runs inside the response.</summary>
    public IReadOnlyList<ServedFunction> Inside { get; init; } = [];

    public ToolRules Rules { get; init; } = new();

    public IReadOnlyList<(ResponseStep Step, TimeSpan At)> Steps => _steps;

    public string Said => string.Concat(_steps.Select(each => each.Step).OfType<Said>().Select(said => said.Text));

    public IEnumerable<string> Calls => _steps.Select(each => each.Step).OfType<Called>().Select(call => call.Name);

    public Finished Finished => _steps[^1].Step.ShouldBeOfType<Finished>();

    /// <summary>What the model was asked, round by round.</summary>
    public IReadOnlyList<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Rounds => Engines.Chat.Requests;

    public async Task<Runner> RunAsync(RealtimeSessionConfig? config = null, ResponseParams? asked = null)
    {
        var plan = ResponsePlan.For(config ?? Story.Writing(), asked, "en") with { Functions = [.. Inside.Select(each => new ServerFunction(each.Function.Name, "inside", each.Function.Name, each.Function.Description, each.Function.JsonSchema))] };
        var prompt = Prompt.For(plan, new ContextWindow(int.MaxValue).OfInput(plan, [new(Story.User("Hi", "u"))]));
        var runner = new ResponseRunner(Engines.Chat, Engines.TextToSpeech, RunAsync, Rules, TimeSpan.FromSeconds(5), _time, NullLogger.Instance);
        await runner.RunAsync("r", plan, prompt, Keep, CancellationToken.None);
        return this;
    }

    private async Task<ToolOutcome> RunAsync(string responseId, ServerFunction function, AIFunctionArguments arguments, CancellationToken cancellation)
    {
        await using var tools = new OpenedTools(new Source(Inside), null, Rules, TimeProvider.System, NullLogger.Instance);
        var listed = await tools.ListAsync("l", new WebSearchTool(), isOperators: false, cancellation);
        return await tools.CallAsync(listed!.Single(each => each.Name == function.Name), arguments, cancellation);
    }

    private sealed class Source(IReadOnlyList<ServedFunction> functions) : IToolSource
    {
        public ValueTask<ToolSet> OpenAsync(Tool declared, ToolOwner? owner, CancellationToken cancellation) => new(new ToolSet(functions));
    }

    private ValueTask Keep(ResponseStep step, Loan loan)
    {
        _steps.Add((step is Sounded(var sound) ? new Sounded(sound.ToArray()) : step, _time.GetElapsedTime(0)));
        loan.Return();
        return default;
    }

    private sealed class SkippingTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref _now, dueTime.Ticks);
            callback(state);
            return new Elapsed();
        }

        private sealed class Elapsed : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose()
            {
                // it has elapsed
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

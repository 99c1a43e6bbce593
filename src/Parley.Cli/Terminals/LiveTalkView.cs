using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Terminals;

/// <summary>A talk on a terminal: what was said scrolls by, and under it moves how things stand.</summary>
internal sealed class LiveTalkView : ITalkView
{
    private const int LabelWidth = 9;

    private readonly IAnsiConsole _console;
    private readonly TaskCompletionSource _ends = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _showing;
    private LiveDisplayContext? _context;
    private TalkScene? _shown;

    public LiveTalkView(ConsoleVoice voice)
    {
        _console = AnsiConsole.Create(new()
        {
            ColorSystem = voice.HasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(voice.Output),
        });
        _showing = _console.Live(new Text("")).AutoClear(enabled: true).Overflow(VerticalOverflow.Crop).StartAsync(context =>
        {
            _context = context;
            return _ends.Task;
        });
    }

    public void Step(string label, string text) => _console.MarkupLine($"[teal]{Markup.Escape(label.PadRight(LabelWidth))}[/] {Markup.Escape(text.ReplaceLineEndings(" "))}");

    public void Note(string text) => _console.MarkupLine($"[grey]{Markup.Escape(text.ReplaceLineEndings(" "))}[/]");

    public void Show(TalkScene scene)
    {
        if (scene != _shown) // what stands still need not flicker
        {
            _shown = scene;
            _context?.UpdateTarget(Scene(scene));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ends.TrySetResult();
        await _showing;
    }

    private static Rows Scene(TalkScene scene)
    {
        var rows = new List<IRenderable>
        {
            new Rule($"[grey]{Markup.Escape(scene.Figures)}[/]") { Justification = Justify.Left, Style = new(Color.Grey) },
            Side("you", "green", scene.YouDbfs, scene.Heard),
            Side("agent", "blue", scene.AgentDbfs, scene.Said),
            new Markup($"[yellow]{Markup.Escape(scene.State.PadRight(LabelWidth))}[/] [grey]{Markup.Escape(scene.Keys)}[/]") { Overflow = Overflow.Ellipsis },
        };
        if (scene.Draft is { } draft)
        {
            rows.Add(new Markup($"[green]type[/]      {Markup.Escape(draft)}▏"));
        }

        return new(rows);
    }

    private static Markup Side(string label, string colour, double dbfs, string words) =>
        new($"[{colour}]{label,-LabelWidth} {LevelBar.Of(dbfs)}[/] {Markup.Escape(words)}") { Overflow = Overflow.Fold };
}

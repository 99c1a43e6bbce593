using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Terminals;

/// <summary>What the program says: results to one stream, notes and the one line of a failure to another. Plain text unless a person looks on.</summary>
/// <param name="output">Results.</param>
/// <param name="error">Notes and failures.</param>
/// <param name="colours">Whether labels may be coloured.</param>
/// <param name="live">Whether <paramref name="error"/> is a terminal, which can show a meter.</param>
internal sealed class ConsoleVoice(TextWriter output, TextWriter error, bool colours = false, bool live = false)
{
    private const int LabelWidth = 9;
    private const int NarrowestTable = 80;
    private const int UnwrappedTable = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<Action> _held = [];
    private string? _streaming;
    private bool _isMetering;
    private bool _hasStatus;

    /// <summary>Where help goes.</summary>
    public TextWriter Output => output;

    /// <summary>Whether a person looks on, at a terminal that can show what moves.</summary>
    public bool IsLive => live;

    /// <summary>Whether it may be coloured.</summary>
    public bool HasColours => colours;

    /// <summary>Whether failures show where they come from.</summary>
    public bool IsVerbose { get; set; }

    /// <summary>The voice of this process; <c>NO_COLOR</c> and redirection are respected.</summary>
    public static ConsoleVoice OfProcess() => new(
        Console.Out,
        Console.Error,
        colours: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && Environment.GetEnvironmentVariable("TERM") != "dumb",
        live: !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    public void Line(string text = "") => Say(() => output.WriteLine(text));

    /// <summary>One line with a label before it.</summary>
    public void Step(string label, string text) => Say(() => output.WriteLine(Labelled(label) + OneLine(text)));

    /// <summary>More of a line that grows as it comes; another line, or another label, ends it.</summary>
    public void Stream(string label, string more) => Hold(() =>
    {
        if (_streaming != label)
        {
            EndStream();
            output.Write(Labelled(label));
            _streaming = label;
        }

        output.Write(OneLine(more));
        output.Flush();
    });

    /// <summary>What is going on just now, under what was said so far and until more is said; only where there is a terminal.</summary>
    /// <param name="text">Null for nothing any more.</param>
    public void Status(string? text)
    {
        if (!live)
        {
            return;
        }

        lock (_gate)
        {
            if (_isMetering)
            {
                return;
            }

            EndStatus();
            if (text is not null)
            {
                // down a line, which scrolls if it must, and up again: the cursor stays where a growing line goes on
                error.Write($"\eD\e[A\e7\e[B\r{text}\e8");
                error.Flush();
                _hasStatus = true;
            }
        }
    }

    /// <summary>Something to know that is no result.</summary>
    public void Note(string text) => Say(() => error.WriteLine(text));

    /// <summary>Why the command failed: one line, and with <see cref="IsVerbose"/> where it comes from.</summary>
    public void Failure(string message, Exception? cause = null) => Say(() =>
    {
        error.WriteLine($"parley: {OneLine(message)}");
        if (IsVerbose && cause is not null)
        {
            error.WriteLine(cause);
        }
    });

    /// <summary>A table, as wide as the terminal, or unwrapped where there is none.</summary>
    public void Table(IRenderable table) => Say(() =>
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = colours ? Math.Max(Console.WindowWidth, NarrowestTable) : UnwrappedTable;
        console.Write(table);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    });

    /// <summary>Shows how far some work is, where there is a terminal; what is said meanwhile follows the meter.</summary>
    /// <param name="title">What is going on.</param>
    /// <param name="work">Reports from 0 to 1.</param>
    /// <param name="isLong">So long that the title is said where there is no terminal.</param>
    public async Task MeterAsync(string title, Func<IProgress<double>, Task> work, bool isLong = false)
    {
        if (!live)
        {
            if (isLong)
            {
                Note($"{title} …");
            }

            await work(new Ignored());
            return;
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(error) });
        Status(null);
        SetMetering(true);
        try
        {
            await console.Progress().AutoClear(enabled: true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
                .StartAsync(async progress => await work(new Shown(progress.AddTask(Markup.Escape(title), maxValue: 1))));
        }
        finally
        {
            SetMetering(false);
        }
    }

    /// <summary>Shows that some work of unknown length is going on, where there is a terminal.</summary>
    public async Task<T> WhileAsync<T>(string title, Func<Task<T>> work)
    {
        T? result = default;
        await MeterAsync(title, async progress =>
        {
            result = await work();
            progress.Report(1);
        });
        return result!;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private string Labelled(string label)
    {
        var padded = label.PadRight(LabelWidth) + ' ';
        return colours ? $"\e[36m{padded}\e[0m" : padded;
    }

    private void SetMetering(bool on)
    {
        lock (_gate)
        {
            _isMetering = on;
            while (!on && _held.TryDequeue(out var said))
            {
                said();
            }
        }
    }

    private void Say(Action write) => Hold(() =>
    {
        EndStream();
        write();
    });

    private void Hold(Action write)
    {
        lock (_gate)
        {
            if (_isMetering)
            {
                _held.Enqueue(write);
            }
            else
            {
                EndStatus();
                write();
            }
        }
    }

    private void EndStatus()
    {
        if (_hasStatus)
        {
            output.Flush();
            error.Write("\e[J");
            error.Flush();
            _hasStatus = false;
        }
    }

    private void EndStream()
    {
        if (_streaming is not null)
        {
            output.WriteLine();
            _streaming = null;
        }
    }

    private sealed class Ignored : IProgress<double>
    {
        public void Report(double value)
        {
            // nobody looks on
        }
    }

    private sealed class Shown(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }
}

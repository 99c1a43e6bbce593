using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Parley;

/// <summary>All that was logged, as text.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentBag<(string Text, TaskCompletionSource Said)> _awaited = [];

    public string Text => string.Join('\n', _lines);

    /// <summary>Ends when a line with the text is written after this.</summary>
    public Task WillSay(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Add((text, said));
        return said.Task;
    }

    public ILogger CreateLogger(string categoryName) => new Capture(categoryName, Add);

    public void Dispose()
    {
        // nothing is held
    }

    private void Add(string line)
    {
        _lines.Enqueue(line);
        foreach (var (_, said) in _awaited.Where(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
        {
            said.TrySetResult();
        }
    }

    private sealed class Capture(string category, Action<string> add) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            add($"{category}: scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            add($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}

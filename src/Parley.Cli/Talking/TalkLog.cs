using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>What was said and done, a JSON object a line, each written as it happens; a file that is there already goes on.</summary>
internal sealed class TalkLog : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter? _file;
    private readonly string? _path; // of a file that is new
    private readonly TimeProvider _time;
    private bool _isWritten;

    private TalkLog(StreamWriter? file, string? path, TimeProvider time) => (_file, _path, _time) = (file, path, time);

    /// <summary>Why a line could not be written; null while all could.</summary>
    public string? Trouble { get; private set; }

    /// <param name="path">Null for no log.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static TalkLog Open(string? path, TimeProvider time)
    {
        if (path is null)
        {
            return new(null, null, time);
        }

        if (string.IsNullOrWhiteSpace(path))
        {
            throw new CommandException("The name of the log is empty.");
        }

        try
        {
            var isNew = !File.Exists(path);
            return new(new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { NewLine = "\n" }, isNew ? path : null, time);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"{path} cannot be written: {(Directory.Exists(path) ? "it is a folder" : Refusals.Reason(refused))}.", refused);
        }
    }

    /// <param name="type">What happened.</param>
    /// <param name="members">More of it; null values are left out.</param>
    public void Write(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        if (_file is null || Trouble is not null)
        {
            return;
        }

        var line = new JsonObject
        {
            ["time"] = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["type"] = type,
        };
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                line[name] = value;
            }
        }

        try
        {
            _file.WriteLine(line.ToJsonString(Plain));
            _file.Flush();
            _isWritten = true;
        }
        catch (IOException full)
        {
            Trouble = Refusals.Reason(full);
        }
    }

    /// <summary>Leaves no empty file.</summary>
    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException full)
        {
            Trouble ??= Refusals.Reason(full);
        }

        if (_path is not null && !_isWritten)
        {
            File.Delete(_path);
        }
    }
}

namespace Parley.Terminals;

/// <summary>A text file that is written at the end; that it can be is found out at the beginning, and what stood there stays until then.</summary>
internal sealed class OutputText : IAsyncDisposable
{
    private readonly FileStream _file;
    private bool _isWritten;

    private OutputText(string path) => _file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);

    /// <param name="path">Null for no file.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static OutputText? Create(string? path)
    {
        try
        {
            return path is null ? null : new(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{path} cannot be written: {Refusals.Reason(refused)}.", refused);
        }
    }

    public async Task WriteAsync(string text)
    {
        _isWritten = true;
        if (_file.CanSeek)
        {
            _file.SetLength(0);
        }

        await using var writer = new StreamWriter(_file, leaveOpen: true);
        await writer.WriteAsync(text);
    }

    /// <summary>Leaves no empty file where nothing was written.</summary>
    public async ValueTask DisposeAsync()
    {
        var isEmpty = !_isWritten && _file is { CanSeek: true, Length: 0 };
        await _file.DisposeAsync();
        if (isEmpty)
        {
            File.Delete(_file.Name);
        }
    }
}

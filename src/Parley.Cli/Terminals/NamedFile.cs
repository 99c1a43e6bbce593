namespace Parley.Terminals;

/// <summary>A file that a person names.</summary>
internal static class NamedFile
{
    /// <param name="what">What it is a file of, for complaints.</param>
    /// <exception cref="CommandException">It is not there, or cannot be read.</exception>
    public static Task<string> ReadAsync(string path, string what, CancellationToken cancellation) => ReadAsync(path, what, () => File.ReadAllTextAsync(path, cancellation));

    /// <inheritdoc cref="ReadAsync(string, string, CancellationToken)"/>
    public static Task<byte[]> ReadBytesAsync(string path, string what, CancellationToken cancellation) => ReadAsync(path, what, () => File.ReadAllBytesAsync(path, cancellation));

    private static async Task<T> ReadAsync<T>(string path, string what, Func<Task<T>> read)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new CommandException($"The name of the file of {what} is empty.");
        }

        try
        {
            return Directory.Exists(path)
                ? throw new CommandException($"{path} is a folder; a file of {what} was expected.")
                : await read();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"There is no file {path}.", missing);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {Refusals.Reason(refused)}.", refused);
        }
    }
}

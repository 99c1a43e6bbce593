namespace Parley.Terminals;

/// <summary>A text file that is written at the end; that it can be is found out at the beginning.</summary>
internal static class OutputText
{
    /// <param name="path">Null for no file.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static StreamWriter? Create(string? path)
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
}

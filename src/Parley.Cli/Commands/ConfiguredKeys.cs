using System.Text;
using System.Text.Json;
using Parley.Hosting;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>Writes keys into a configuration, and leaves all else in it as it is: comments, order, layout.</summary>
internal static class ConfiguredKeys
{
    private static readonly JsonReaderOptions Leniency = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="entry">The key, as JSON.</param>
    /// <exception cref="ParleyStartupException">The configuration, or what would become of it, is not what it should be; it stays as it was.</exception>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Add(string path, string entry)
    {
        var isNew = !File.Exists(path);
        var old = isNew ? "{\n}\n"u8.ToArray() : ConfigurationFile.ReadBytes(path);
        _ = ConfigurationFile.Parse(old, path);
        var (at, text) = Insertion(old, entry);
        byte[] changed = [.. old[..at], .. Encoding.UTF8.GetBytes(text), .. old[at..]];
        _ = ConfigurationFile.Parse(changed, path);
        try
        {
            Write(path, changed, isNew);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: the key cannot be added: {Refusals.Reason(refused)}.", refused);
        }
    }

    // after the last key, or first in the list, or a list first in the file
    private static (int At, string Text) Insertion(byte[] json, string entry)
    {
        var reader = new Utf8JsonReader(json, Leniency);
        reader.Read();
        var top = (int)reader.BytesConsumed;
        var isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isKeys = reader.ValueTextEquals("keys"u8);
            reader.Read();
            if (!isKeys)
            {
                reader.Skip();
                continue;
            }

            var (at, isFirst) = ((int)reader.BytesConsumed, true);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                reader.Skip();
                (at, isFirst) = ((int)reader.BytesConsumed, false);
            }

            return (at, isFirst ? $"\n    {entry}\n  " : $",\n    {entry}");
        }

        return (top, $"\n  \"keys\": [\n    {entry}\n  ]{(isEmpty ? "" : ",")}");
    }

    // at one stroke: a server may be reading it
    private static void Write(string path, byte[] content, bool isNew)
    {
        var target = isNew ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var draft = $"{target}.new";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = isNew ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(target);
        }

        using (var file = new FileStream(draft, how))
        {
            file.Write(content);
        }

        File.Move(draft, target, overwrite: true);
    }
}

using Parley.Audio;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>A WAV file to be written: opened before the work, so that a bad path costs nothing, and left untouched if nothing comes.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly bool _isNew;
    private bool _isWritten;

    private OutputFile(string path, FileStream stream, bool isNew) => (Name, _stream, _isNew) = (path, stream, isNew);

    /// <summary>As the user gave it.</summary>
    public string Name { get; }

    /// <exception cref="CommandException">It cannot be written there.</exception>
    public static OutputFile Reserve(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a folder; a file to write was expected.");
        }

        try
        {
            var isNew = !File.Exists(path);
            return new(path, new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read), isNew);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new CommandException($"{path} cannot be written: there is no folder {Path.GetDirectoryName(Path.GetFullPath(path))}.", missing);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"{path} cannot be written: {refused.Message}", refused);
        }
    }

    /// <summary>Replaces what the file held.</summary>
    public void Write(Sound sound)
    {
        _stream.SetLength(0);
        Wav.Write(_stream, sound.Samples.Span, sound.SampleRate);
        _stream.Flush();
        _isWritten = true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (_isNew && !_isWritten)
        {
            File.Delete(Name);
        }
    }
}

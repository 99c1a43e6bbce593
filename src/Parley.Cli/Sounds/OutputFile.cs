using Parley.Audio;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>A WAV file to be written: opened before the work, so that a bad path costs nothing, and left untouched if nothing comes.</summary>
internal sealed class OutputFile : IDisposable
{
    private static readonly string[] OtherSound = [".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".webm", ".wma", ".aiff"];

    private readonly FileStream _stream;
    private readonly bool _isNew;
    private bool _isWritten;

    private OutputFile(string path, FileStream stream, bool isNew) => (Name, _stream, _isNew) = (path, stream, isNew);

    /// <summary>As the user gave it.</summary>
    public string Name { get; }

    /// <exception cref="CommandException">It cannot be written there.</exception>
    public static OutputFile Reserve(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new CommandException("The name of the file to write is empty.");
        }

        if (path == "-")
        {
            throw new CommandException("Sound is not written to standard output: name a file instead of '-'.");
        }

        if (Path.GetExtension(path) is { Length: > 0 } extension && OtherSound.Contains(extension.ToLowerInvariant()))
        {
            throw new CommandException($"Sound is written as WAV, which '{path}' does not say: give it a name that ends in .wav.");
        }

        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a folder; a file to write was expected.");
        }

        try
        {
            var isNew = !File.Exists(path);
            return new(path, new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0), isNew);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new CommandException($"{path} cannot be written: there is no folder {Path.GetDirectoryName(Path.GetFullPath(path))}.", missing);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(path, refused);
        }
    }

    /// <summary>The file, emptied: for sound that is written as it comes.</summary>
    public Stream Begin()
    {
        _isWritten = true;
        if (_stream is { CanSeek: true, Length: > 0 })
        {
            _stream.SetLength(0);
        }

        return _stream;
    }

    /// <summary>Replaces what the file held.</summary>
    /// <exception cref="CommandException">It cannot be written, for want of space for example.</exception>
    public void Write(Sound sound)
    {
        try
        {
            if (_stream is { CanSeek: true, Length: > 0 }) // a device refuses to be cut
            {
                _stream.SetLength(0);
            }

            _stream.Write(Wav.Encode(sound.Samples.Span, sound.SampleRate));
            _isWritten = true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(Name, refused);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (_isNew && !_isWritten)
        {
            File.Delete(Name);
        }
    }

    private static CommandException Refused(string path, Exception refused) => new($"{path} cannot be written: {Refusals.Reason(refused)}.", refused);
}

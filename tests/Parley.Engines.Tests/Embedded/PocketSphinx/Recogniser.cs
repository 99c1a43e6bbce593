namespace Parley.Embedded.PocketSphinx;

/// <summary>One recogniser with the default options for all tests of a class, as a server has one for all its sessions.</summary>
public sealed class Recogniser : IDisposable
{
    internal PocketSphinxSpeechToText Client { get; } = new();

    public void Dispose() => Client.Dispose();
}

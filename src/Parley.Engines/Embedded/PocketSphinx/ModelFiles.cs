namespace Parley.Embedded.PocketSphinx;

/// <summary>The two files that make a decoder know a vocabulary.</summary>
internal sealed record ModelFiles(string LanguageModel, string Dictionary)
{
    internal void Delete()
    {
        File.Delete(LanguageModel);
        File.Delete(Dictionary);
    }
}

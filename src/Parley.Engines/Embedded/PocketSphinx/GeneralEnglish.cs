namespace Parley.Embedded.PocketSphinx;

/// <summary>The general English model and dictionary of the machine, read once and shared by all vocabularies.</summary>
internal sealed class GeneralEnglish
{
    private readonly Lazy<string[]> _byFrequency;

    internal GeneralEnglish(PocketSphinxOptions options)
    {
        Dictionary = new PronouncingDictionary(File.ReadAllBytes(options.Dictionary));
        Model = new EnglishTrie(File.ReadAllBytes(options.LanguageModel));
        NGrams = new EnglishNGrams(Model, Mixture.OpenThreshold);
        _byFrequency = new(() =>
        {
            string[] known = [.. Model.Words.Where(word => char.IsAsciiLetterLower(word[0]) && Dictionary.Knows(word))];
            Array.Sort([.. known.Select(word => -Model.LogProbability(Model.Id(word)!.Value))], known);
            return known;
        });
    }

    internal PronouncingDictionary Dictionary { get; }

    internal EnglishTrie Model { get; }

    internal EnglishNGrams NGrams { get; }

    internal IEnumerable<string> CommonWords(int count) => _byFrequency.Value.Take(count);
}

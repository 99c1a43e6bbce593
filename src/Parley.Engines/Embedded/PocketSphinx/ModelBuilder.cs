using System.Text;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Turns a vocabulary into the language model and the dictionary that a decoder reads.</summary>
internal sealed class ModelBuilder(PocketSphinxOptions options, string directory)
{
    // the agent's sentences weigh this much, general English the rest; measured on agents that the patterns were not written for
    internal static float Share = 0.6f;

    // a pair or triple of English that gains less than this is not worth its place
    internal static float Threshold = 1e-6f;

    private readonly Lazy<GeneralEnglish> _general = new(() => new GeneralEnglish(options));

    internal ModelFiles Build(Vocabulary vocabulary)
    {
        var general = _general.Value;
        var open = vocabulary.Phrases.Count == 0;
        var words = new WordNumbers();
        var own = open ? null : Count(vocabulary, general, words);
        foreach (var word in general.CommonWords(open ? options.OpenWords : options.GeneralWords))
            words.Of(word);
        var files = new ModelFiles(vocabulary.Key, Path.Combine(directory, vocabulary.Key + ".lm.bin"), Path.Combine(directory, vocabulary.Key + ".dict"));
        using (var model = new BufferedStream(File.Create(files.LanguageModel), 1 << 16))
            new MixedModel(words, own, general.Model, general.NGrams, Share).Write(model);
        using (var dictionary = new StreamWriter(files.Dictionary, append: false, Encoding.ASCII, 1 << 16))
            WritePronunciations(dictionary, words.Words.Skip(2), general.Dictionary);
        return files;
    }

    private static NGrams Count(Vocabulary vocabulary, GeneralEnglish general, WordNumbers words)
    {
        var sentences = SpokenSentences.Of(new AgentWords(vocabulary, general.Dictionary), SpokenPatterns.Instance)
            .Select(sentence => (Numbers: (int[])[WordNumbers.Start, .. sentence.Words.Select(words.Of), WordNumbers.End], sentence.Weight)).ToList();
        var counts = new NGrams(words.Words.Count + 20000);
        foreach (var (numbers, weight) in sentences)
            counts.Add(numbers, weight);
        return counts;
    }

    private static void WritePronunciations(TextWriter output, IEnumerable<string> words, PronouncingDictionary dictionary)
    {
        foreach (var word in words)
        {
            var pronunciations = dictionary.Of(word);
            if (pronunciations.Count == 0)
                pronunciations = [LetterToSound.Of(word)];
            foreach (var (i, sounds) in pronunciations.Index())
                output.Write(i == 0 ? $"{word} {sounds}\n" : $"{word}({i + 1}) {sounds}\n");
        }
    }
}

using System.Text;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Turns a vocabulary into the language model and the dictionary that a decoder reads.</summary>
internal sealed class ModelBuilder(PocketSphinxOptions options, string directory)
{
    private const int FirstWord = WordNumbers.End + 1;

    private readonly Lazy<GeneralEnglish> _general = new(() => new GeneralEnglish(options));
    private int _built;

    internal ModelFiles Build(Vocabulary vocabulary)
    {
        var general = _general.Value;
        var agent = new AgentWords(vocabulary, general.Dictionary);
        var mixture = Mixture.Of(agent.Things.Count, options);
        var words = new WordNumbers();
        int[][] sentences = [];
        float[] weights = [];
        if (agent.Things.Count > 0)
        {
            var spoken = SpokenSentences.Of(agent, SpokenPatterns.Instance).ToList();
            sentences = [.. spoken.Select(sentence => (int[])[WordNumbers.Start, .. sentence.Words.Select(words.Of), WordNumbers.End])];
            weights = [.. spoken.Select(sentence => sentence.Weight)];
        }

        foreach (var word in general.CommonWords(mixture.GeneralWords))
            words.Of(word);
        var own = sentences.Length == 0 ? null : new NGrams(words.Words.Count);
        foreach (var (i, sentence) in sentences.Index())
            own?.Add(sentence, weights[i]);
        return Write(words, new MixedModel(words, own, general.Model, general.NGrams, mixture), general.Dictionary);
    }

    private ModelFiles Write(WordNumbers words, MixedModel model, PronouncingDictionary dictionary)
    {
        // a number of its own: files of the same vocabulary may be on their way out
        var name = Path.Combine(directory, $"{Interlocked.Increment(ref _built)}");
        var files = new ModelFiles(name + ".lm.bin", name + ".dict");
        using (var output = new BufferedStream(File.Create(files.LanguageModel), 1 << 16))
            model.Write(output);
        using (var output = new StreamWriter(files.Dictionary, append: false, Encoding.ASCII, 1 << 16))
            WritePronunciations(output, words.Words.Skip(FirstWord), dictionary);
        return files;
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

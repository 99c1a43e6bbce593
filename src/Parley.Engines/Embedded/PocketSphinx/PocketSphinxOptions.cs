namespace Parley.Embedded.PocketSphinx;

/// <summary>Where the recogniser finds its model and how much of the machine it may use.</summary>
/// <param name="ModelDirectory">The directory that Debian's <c>pocketsphinx-en-us</c> fills.</param>
/// <param name="Decoders">The most utterances decoded at one time; 0 means one per processor and at least two. One of them
/// is kept for whole utterances, so that with 1 there are no partial transcripts. 10 to 25 MB each.</param>
/// <param name="CachedVocabularies">The most language models kept on disk, least recently used dropped first.</param>
/// <param name="GeneralWords">How many of the commonest words of English a model knows besides a rich vocabulary.</param>
/// <param name="OpenWords">How many it knows without a vocabulary; a poor one lies between.</param>
public sealed record PocketSphinxOptions(
    string ModelDirectory = "/usr/share/pocketsphinx/model/en-us",
    int Decoders = 0,
    int CachedVocabularies = 32,
    int GeneralWords = 2500,
    int OpenWords = 20000)
{
    internal int DecoderCount => Decoders > 0 ? Decoders : Math.Max(2, Environment.ProcessorCount);

    internal string AcousticModel => Path.Combine(ModelDirectory, "en-us");

    internal string LanguageModel => Path.Combine(ModelDirectory, "en-us.lm.bin");

    internal string Dictionary => Path.Combine(ModelDirectory, "cmudict-en-us.dict");
}

namespace Parley.Embedded.PocketSphinx;

/// <summary>How much of a model is the agent's and how much general English: the more an agent gives to talk about, the more is its own.</summary>
/// <param name="Share">The weight of the agent's sentences, 0 to 1.</param>
/// <param name="GeneralWords">How many of the commonest words of English are known besides the agent's.</param>
/// <param name="Threshold">English pairs and triples that gain less than this are left out.</param>
internal sealed record Mixture(float Share, int GeneralWords, float Threshold)
{
    /// <summary>The threshold of a model that is English alone.</summary>
    internal const float OpenThreshold = 1e-6f;

    // word errors are flat between 0.55 and 0.8 and rise below
    private const float MostShare = 0.65f;
    private const float ClosedThreshold = 3e-6f;

    // with so many things to talk about, half of the model is as of a rich agent
    private const float HalfRich = 15;

    internal static Mixture Of(int things, PocketSphinxOptions options)
    {
        var rich = things / (things + HalfRich);
        return new Mixture(
            MostShare * rich,
            (int)float.Lerp(options.OpenWords, options.GeneralWords, rich),
            float.Lerp(OpenThreshold, ClosedThreshold, rich));
    }
}

namespace Parley.StockClients;

/// <summary>What a model says when somebody is going to break in.</summary>
internal static class Story
{
    /// <summary>Half a minute of sound, far more than the server sends ahead of the listener.</summary>
    public const string Long =
        "Once upon a time there was a baker. He rose before the sun and lit his oven. The whole street smelled of bread. One day a stranger came in. " +
        "She asked for a loaf that never ends. He thought about it for a week. Then he baked a ring. She laughed and took it home. Nobody ever saw the end of it. " +
        "People came from far to look. The baker only smiled. He had the recipe in his head. It was flour, water, salt, and time.";
}

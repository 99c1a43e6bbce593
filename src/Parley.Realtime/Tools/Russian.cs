namespace Parley.Tools;

/// <summary>Tells by its letters whether a text wants a Russian answer.</summary>
internal static class Russian
{
    public static bool Is(string text) => text.Any(each => each is >= 'А' and <= 'я');
}

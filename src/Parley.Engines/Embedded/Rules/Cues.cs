namespace Parley.Embedded.Rules;

/// <summary>The words after which the value of a text parameter stands, the surest first.</summary>
internal static class Cues
{
    private static readonly string[] Origin = ["from", "leaving", "departing", "из", "от", "с", "со"];
    private static readonly string[] Destination = ["to", "towards", "into", "for", "в", "во", "на", "до", "к", "ко"];
    private static readonly string[] Place = ["in", "at", "near", "around", "for", "to", "of", "from", "в", "во", "на", "около", "возле", "по", "для", "из", "у"];
    private static readonly string[] Person = ["my name is", "the name is", "under the name", "name is", "called", "named", "i am", "i'm", "this is", "to", "for", "with", "from", "меня зовут", "на имя", "зовут", "по имени", "для", "с", "со", "к", "у"];
    private static readonly string[] Topic = ["about", "regarding", "concerning", "titled", "entitled", "called", "named", "on the topic of", "because", "to", "for", "on", "насчет", "по поводу", "о том что", "чтобы", "о", "об", "обо", "про", "с темой"];
    private static readonly string[] Item = ["called", "named", "for", "of", "to"];
    private static readonly string[] Language = ["into", "in", "to", "на"];
    private static readonly string[] Author = ["by", "from", "группы"];

    public static IReadOnlyList<string> Of(Parameter parameter) => parameter.Role switch
    {
        ParameterRole.Origin => Origin,
        ParameterRole.Destination => Destination,
        ParameterRole.Place => Place,
        ParameterRole.Person => Person,
        ParameterRole.Topic => Topic,
        ParameterRole.Language => Language,
        ParameterRole.Item when parameter.Named("artist", "author", "singer", "band", "director", "brand") => Author,
        ParameterRole.Item => Item,
        _ => [],
    };
}

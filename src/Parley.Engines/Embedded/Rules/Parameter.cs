namespace Parley.Embedded.Rules;

/// <summary>What kind of JSON value a parameter takes.</summary>
internal enum ParameterKind
{
    Text,
    Number,
    Integer,
    Boolean,
    Choice,
    List,
    Object,
}

/// <summary>What a text parameter is about, as far as its name, format and description tell.</summary>
internal enum ParameterRole
{
    Item,
    Origin,
    Destination,
    Place,
    Person,
    Topic,
    Code,
    Email,
    Phone,
    Date,
    Time,
    DateTime,
    Language,
}

/// <summary>
/// One parameter of a declared function, read from its JSON Schema. Words are its name split and in lower case; Choices the
/// values of an enum; Items what a list holds; Properties the members of an object.
/// </summary>
internal sealed record Parameter(
    string Name,
    IReadOnlyList<string> Words,
    string Description,
    ParameterKind Kind,
    ParameterRole Role,
    bool Required,
    IReadOnlyList<string> Choices,
    Parameter? Items,
    IReadOnlyList<Parameter> Properties)
{
    public IReadOnlyList<string> Stems { get; } = [.. Words.Select(Rules.Stems.Of)];

    public bool IsText => Kind == ParameterKind.Text;

    public bool Named(params string[] words) => Words.Any(words.Contains);
}

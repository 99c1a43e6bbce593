namespace Parley.Embedded.Rules;

/// <summary>Guesses what a text parameter is about from its format, its name, and last its description.</summary>
internal static class Roles
{
    private static readonly (ParameterRole Role, HashSet<string> Words)[] ByName =
    [
        (ParameterRole.Email, Set("email mail")),
        (ParameterRole.Phone, Set("phone mobile telephone")),
        (ParameterRole.DateTime, Set("datetime timestamp when")),
        (ParameterRole.Date, Set("date day checkin checkout birthday deadline")),
        (ParameterRole.Time, Set("time hour")),
        (ParameterRole.Language, Set("language lang locale")),
        (ParameterRole.Code, Set("id number code reference ref pin no isbn sku iban")),
        (ParameterRole.Topic, Set("query text message note question topic title subject content body reason task comment issue problem keyword keywords search phrase reminder feedback prompt request complaint details description summary memo")),
        (ParameterRole.Origin, Set("from origin source departure pickup start")),
        (ParameterRole.Destination, Set("to destination arrival dropoff target")),
        (ParameterRole.Place, Set("city location place address country town region area airport where street venue station state timezone zone")),
        (ParameterRole.Person, Set("person contact recipient guest patient friend payee who sender passenger customer client attendee attendees participant participants beneficiary firstname lastname surname fullname username assignee")),
    ];

    private static readonly HashSet<string> PersonOfName = Set("name first last full customer guest contact person user your patient passenger recipient client caller family given sur");

    private static readonly (ParameterRole Role, string[] Signs)[] ByDescription =
    [
        (ParameterRole.Date, ["yyyy-mm-dd", "iso date", "iso 8601 date", "date in", "the date", "дата"]),
        (ParameterRole.Time, ["hh:mm", "time of day", "время"]),
        (ParameterRole.Email, ["email address", "e-mail"]),
        (ParameterRole.Place, ["city", "location", "town", "country", "город", "место"]),
        (ParameterRole.Person, ["name of the person", "person's name", "full name", "имя"]),
    ];

    public static ParameterRole Of(IReadOnlyList<string> words, string description, string format)
    {
        if (Format(format) is { } known) return known;
        if (words is ["check", "in" or "out", ..]) return words.Contains("time") ? ParameterRole.Time : ParameterRole.Date;
        if (words.Contains("name")) return words.All(PersonOfName.Contains) ? ParameterRole.Person : ParameterRole.Item;
        // the last word is the noun: departure_city is a place, departure_date is a date
        if (words.Count > 1 && words[^1] is "city" or "airport" or "location" or "place" or "address" or "station" or "account"
            && words.SkipLast(1).Select(NameRole).FirstOrDefault(r => r is ParameterRole.Origin or ParameterRole.Destination) is { } end) return end;
        foreach (var word in words.Reverse())
            if (NameRole(word) is { } role) return role == ParameterRole.Code && words[0] is "phone" or "mobile" or "telephone" ? ParameterRole.Phone : role;
        var lower = description.ToLowerInvariant();
        foreach (var (role, signs) in ByDescription)
            if (signs.Any(lower.Contains)) return role;
        return ParameterRole.Item;
    }

    private static ParameterRole? NameRole(string word)
    {
        foreach (var (role, words) in ByName)
            if (words.Contains(word)) return role;
        return null;
    }

    private static ParameterRole? Format(string format) => format switch
    {
        "date" => ParameterRole.Date,
        "time" => ParameterRole.Time,
        "date-time" => ParameterRole.DateTime,
        "email" => ParameterRole.Email,
        "phone" => ParameterRole.Phone,
        "uuid" => ParameterRole.Code,
        _ => null,
    };

    private static HashSet<string> Set(string words) => [.. Lists.Split(words)];
}

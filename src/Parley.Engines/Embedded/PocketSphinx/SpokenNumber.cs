namespace Parley.Embedded.PocketSphinx;

/// <summary>Digits as English words.</summary>
internal static class SpokenNumber
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>Up to four digits are read as a number, longer ones and those with a leading zero digit by digit.</summary>
    internal static IEnumerable<string> Of(string digits) =>
        digits.Length > 4 || (digits.Length > 1 && digits[0] == '0') ? digits.Select(d => Small[d - '0']) : Below(int.Parse(digits));

    private static IEnumerable<string> Below(int number) => number switch
    {
        < 20 => [Small[number]],
        < 100 => [Tens[number / 10], .. Rest(number % 10)],
        < 1000 => [Small[number / 100], "hundred", .. Rest(number % 100)],
        _ => [.. Below(number / 1000), "thousand", .. Rest(number % 1000)],
    };

    private static IEnumerable<string> Rest(int number) => number == 0 ? [] : Below(number);
}

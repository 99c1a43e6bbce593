namespace Parley.Embedded.Rules;

/// <summary>Number words of both languages: value first, then the forms.</summary>
internal static class NumberWords
{
    public static readonly IReadOnlyDictionary<string, int> Cardinals = Read(
        """
        0 zero oh nought ноль нуля
        1 one один одна одно одну одного одной
        2 two две два двух двум двумя двое двоих
        3 three три трех трем тремя трое троих
        4 four четыре четырех четырем четверо четверых
        5 five пять пяти пятью пятеро пятерых
        6 six шесть шести шестеро шестерых
        7 seven семь семи
        8 eight восемь восьми
        9 nine девять девяти
        10 ten десять десяти
        11 eleven одиннадцать одиннадцати
        12 twelve двенадцать двенадцати
        13 thirteen тринадцать тринадцати
        14 fourteen четырнадцать четырнадцати
        15 fifteen пятнадцать пятнадцати
        16 sixteen шестнадцать шестнадцати
        17 seventeen семнадцать семнадцати
        18 eighteen восемнадцать восемнадцати
        19 nineteen девятнадцать девятнадцати
        20 twenty двадцать двадцати
        30 thirty тридцать тридцати
        40 forty fourty сорок сорока
        50 fifty пятьдесят пятидесяти
        60 sixty шестьдесят шестидесяти
        70 seventy семьдесят семидесяти
        80 eighty восемьдесят восьмидесяти
        90 ninety девяносто девяноста
        100 сто ста
        200 двести двухсот
        300 триста трехсот
        400 четыреста четырехсот
        500 пятьсот пятисот
        600 шестьсот шестисот
        700 семьсот семисот
        800 восемьсот восьмисот
        900 девятьсот девятисот
        """);

    public static readonly IReadOnlyDictionary<string, int> Scales = Read(
        """
        100 hundred
        1000 thousand grand тысяча тысячи тысяч тысячу
        1000000 million миллион миллиона миллионов
        """);

    public static readonly IReadOnlyDictionary<string, int> Ordinals = Read(
        """
        1 first первое первого первый
        2 second второе второго второй
        3 third третье третьего третий
        4 fourth четвертое четвертого четвертый
        5 fifth пятое пятого пятый
        6 sixth шестое шестого шестой
        7 seventh седьмое седьмого седьмой
        8 eighth восьмое восьмого восьмой
        9 ninth девятое девятого девятый
        10 tenth десятое десятого десятый
        11 eleventh одиннадцатое одиннадцатого одиннадцатый
        12 twelfth двенадцатое двенадцатого двенадцатый
        13 thirteenth тринадцатое тринадцатого
        14 fourteenth четырнадцатое четырнадцатого
        15 fifteenth пятнадцатое пятнадцатого
        16 sixteenth шестнадцатое шестнадцатого
        17 seventeenth семнадцатое семнадцатого
        18 eighteenth восемнадцатое восемнадцатого
        19 nineteenth девятнадцатое девятнадцатого
        20 twentieth двадцатое двадцатого
        30 thirtieth тридцатое тридцатого
        """);

    private static Dictionary<string, int> Read(string text) => Lists.Lines(text)
        .Select(Lists.Split)
        .SelectMany(line => line.Skip(1).Select(word => (word, value: int.Parse(line[0]))))
        .ToDictionary(p => p.word, p => p.value, StringComparer.Ordinal);
}

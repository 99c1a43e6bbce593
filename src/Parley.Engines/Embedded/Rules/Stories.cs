namespace Parley.Embedded.Rules;

/// <summary>A story in paragraphs: the first is a story by itself, all of them are a long one.</summary>
internal static class Stories
{
    private static readonly string[] English =
    [
        """
        Once there was a lighthouse on a small grey island, and in it lived an old keeper named Marta. Every evening she climbed one hundred and twenty steps to light the lamp, and every morning she climbed them again to put it out. Ships passed far away, and their captains never knew her name, but they all knew her light. One autumn night the lamp would not burn. Marta tried new oil and a new wick, and still it stayed dark. So she took the big brass bell from the kitchen, sat down by the open window, and rang it until the sun came up.
        """,
        """
        In the morning a fishing boat landed on the island. The captain was young, and his hands were shaking. He said that the fog had been as thick as wool, and that he had steered by the sound of a bell all night long. He had thought that it was a church on the shore, and that people were awake there and waiting for him. "There is no church," said Marta. "There is only me, and a lamp that needs a new valve." The captain laughed, opened his tool box, and repaired the lamp before breakfast.
        """,
        """
        From then on he came back every month. He brought bread and newspapers, and once a kitten with one white ear, who was afraid of the gulls for a week and then chased them for the rest of her life. Marta taught him to read the clouds. When they were high and thin like feathers, the wind would turn. When they stood like towers, it was time to stay at home. He taught her to play cards, and she won nearly every game, because she had had forty years to learn patience.
        """,
        """
        Years later the lighthouse was given an electric lamp that lit itself. A letter came that thanked Marta for her work and told her that she could move to the town. She packed two suitcases and the kitten, who was by now a very round cat, and she carried the brass bell in her arms. The captain helped her to find a house with a window to the sea. On the first foggy evening she could not sleep. She opened the window, set the bell on the sill, and rang it three times, softly, just in case. Far out on the water a ship's horn answered three times. Marta smiled, closed the window, and slept until noon. And that is the end of the story.
        """,
    ];

    private static readonly string[] Russian =
    [
        """
        Жил на маленьком сером острове старый маяк, а в маяке жила смотрительница по имени Марта. Каждый вечер она поднималась на сто двадцать ступеней, чтобы зажечь лампу, и каждое утро поднималась снова, чтобы её погасить. Корабли проходили далеко, и капитаны не знали её имени, но все знали её свет. Однажды осенней ночью лампа не загорелась. Марта сменила масло и фитиль, но было по-прежнему темно. Тогда она взяла с кухни большой медный колокол, села у открытого окна и звонила до самого рассвета.
        """,
        """
        Утром к острову пристала рыбацкая лодка. Капитан был молод, и руки у него дрожали. Он рассказал, что туман был густой, как шерсть, и что всю ночь он правил на звук колокола. Ему казалось, что на берегу стоит церковь, что там не спят и ждут его. «Церкви здесь нет, — сказала Марта. — Здесь только я да лампа, которой нужен новый клапан». Капитан засмеялся, открыл ящик с инструментами и починил лампу ещё до завтрака.
        """,
        """
        С тех пор он приезжал каждый месяц. Привозил хлеб и газеты, а однажды привёз котёнка с одним белым ухом. Неделю котёнок боялся чаек, а потом гонял их всю жизнь. Марта научила капитана читать облака: если они высокие и тонкие, как перья, ветер переменится, а если стоят башнями, лучше остаться дома. Он научил её играть в карты, и она почти всегда выигрывала, потому что сорок лет училась терпению.
        """,
        """
        Прошли годы, и на маяке поставили электрическую лампу, которая зажигалась сама. Марта собрала два чемодана, взяла кота, уже очень круглого, и понесла в руках медный колокол. Капитан помог ей найти дом с окном на море. В первый же туманный вечер ей не спалось. Она открыла окно, поставила колокол на подоконник и тихонько позвонила три раза, на всякий случай. Далеко на воде трижды отозвался корабельный гудок. Марта улыбнулась, закрыла окно и проспала до полудня. Вот и сказке конец.
        """,
    ];

    /// <summary>One paragraph for a short story, two for a story, all for a long one.</summary>
    public static string Tell(Utterance request, Tongue tongue)
    {
        var story = tongue == Tongue.Russian ? Russian : English;
        var many = request.HasAny(["long", "longer", "very long", "длинную", "длинный", "длинная", "подлиннее", "большую"]);
        var few = request.HasAny(["short", "brief", "little", "quick", "короткую", "короткий", "коротенькую", "маленькую"]);
        return string.Join(' ', story.Take(many ? story.Length : few ? 1 : 2).Select(p => p.Trim()));
    }

    public static string Joke(Tongue tongue) => tongue == Tongue.Russian
        ? "Почему программа пошла к врачу? У неё был вирус, а вылечила её перезагрузка."
        : "Why did the clock go on holiday? It needed some time off.";
}

using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

public sealed class InstructionsTests
{
    private static readonly IReadOnlyList<AITool> Opaque =
    [
        Declared.Function("web_search", "", "{}"),
        Declared.Function("file_search", "", """{"type":"object","properties":{}}"""),
        Declared.Function("fn_7f3a", "", "{}"),
    ];

    [Theory]
    [InlineData("If asked about the news, use web_search. If asked about the voice profiler, use file_search.")]
    [InlineData("Use `web_search` for news. Use `file_search` for the voice profiler.")]
    [InlineData("Call web_search when the user asks about news and file_search when the user asks about the voice profiler.")]
    [InlineData("To answer questions about the news use the web_search tool, to answer questions about the voice profiler use the file_search tool.")]
    [InlineData("You are helpful.\n- For news, call web_search\n- For questions about the voice profiler, call file_search")]
    public async Task Routes_pick_functions_that_say_nothing_themselves(string instructions)
    {
        Talker.Calls(await new Talker(Opaque, instructions).Say("tell me the news")).ShouldBe("web_search {query=tell me the news}");
        Talker.Calls(await new Talker(Opaque, instructions).Say("What can you tell me about the voice profiler?")).ShouldBe("file_search {query=What can you tell me about the voice profiler?}");
        Talker.Calls(await new Talker(Opaque, instructions).Say("hello")).ShouldBe("");
    }

    [Fact]
    public async Task An_opaque_id_is_routed_to() =>
        Talker.Calls(await new Talker(Opaque, "When somebody asks about parking, use fn_7f3a.").Say("where is the parking")).ShouldBe("fn_7f3a {query=where is the parking}");

    [Theory]
    [InlineData("Say hello and ask how you can help.", "Hello! How can I help you?")]
    [InlineData("Greet the user.", "Hello!")]
    [InlineData("Tell the user that their order is ready.", "Your order is ready.")]
    [InlineData("Greet the user warmly and tell them you can help with orders.", "Hello! I can help with orders.")]
    [InlineData("Respond with the single word PONG.", "PONG")]
    [InlineData("Count from one to five.", "1, 2, 3, 4, 5.")]
    [InlineData("Say: welcome to the show", "Welcome to the show.")]
    [InlineData("Say exactly \"Banana split\"", "Banana split")]
    [InlineData("Ask the user what city they live in.", "May I ask what city you live in?")]
    [InlineData("Thank the user for calling.", "Thank you for calling.")]
    [InlineData("Wish the user a nice day and say goodbye", "Have a nice day! Goodbye!")]
    [InlineData("Welcome the user to Harbour Hotel.", "Welcome to Harbour Hotel!")]
    [InlineData("Поздоровайся и спроси, чем можно помочь.", "Здравствуйте! Чем я могу помочь?")]
    [InlineData("Скажи, что заказ готов.", "Заказ готов.")]
    [InlineData("You are a helpful assistant.", "Hello! How can I help you?")]
    public async Task Without_a_user_the_instructions_are_followed(string instructions, string said) =>
        (await new Talker(instructions: instructions).Respond()).Text.ShouldBe(said);

    [Fact]
    public async Task What_is_to_be_said_about_a_topic_is_said()
    {
        var talk = new Talker(instructions: "If the customer asks for a discount, say that students get ten percent.");
        (await talk.Say("can i get a discount")).Text.ShouldBe("Students get ten percent.");
        (await talk.Say("repeat that please")).Text.ShouldBe("Students get ten percent.");
    }

    private const string Shop = """
        You are Nora, a friendly receptionist. Answer in one sentence.
        The shop is open from 9 AM to 6 PM on weekdays. Your address is 12 Mill Lane.
        A haircut costs 25 euros. Parking is free for guests. The manager is called Olga Berg.
        """;

    [Theory]
    [InlineData("when are you open", "The shop is open from 9 AM to 6 PM on weekdays.")]
    [InlineData("What is your address?", "Our address is 12 Mill Lane.")]
    [InlineData("how much is a haircut", "A haircut costs 25 euros.")]
    [InlineData("is there parking", "Parking is free for guests.")]
    [InlineData("who is the manager", "The manager is called Olga Berg.")]
    [InlineData("what's your name", "My name is Nora.")]
    [InlineData("hello", "Hello! I am Nora.")]
    public async Task Facts_of_the_instructions_answer_questions(string question, string answer) =>
        (await new Talker(instructions: Shop).Say(question)).Text.ShouldBe(answer);

    [Fact]
    public async Task A_given_greeting_is_said()
    {
        const string Text = "Greet the caller with \"Good day, Harbour Hotel.\" Be brief.";
        (await new Talker(instructions: Text).Respond()).Text.ShouldBe("Good day, Harbour Hotel.");
        (await new Talker(instructions: Text).Say("hi")).Text.ShouldBe("Good day, Harbour Hotel.");
    }

    [Fact]
    public async Task Codes_are_read_back_digit_by_digit()
    {
        var talk = new Talker(instructions: "Read the order number back digit by digit.");
        (await talk.Say("my order number is four five six seven")).Text.ShouldBe("Your order number is 4 5 6 7.");
        (await talk.Say("my name is anna")).Text.ShouldContain("Anna");
        (await talk.Say("can you confirm the order number")).Text.ShouldBe("Your order number is 4 5 6 7.");
        (await talk.Say("what is my name")).Text.ShouldBe("Your name is Anna.");
    }

    [Fact]
    public async Task Without_instructions_it_says_honestly_what_it_is()
    {
        var said = (await new Talker(ThirtyTools.All).Say("what is the meaning of life")).Text;
        said.ShouldContain("parley-rules");
        said.ShouldContain("without a language model");
        said.ShouldContain("turn on light");
    }
}

using Parley.Dialects;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Tests.Talking;

public sealed class DestinationTests
{
    private const string OpenAI = "wss://api.openai.com/v1/realtime";
    private const string Yandex = "wss://ai.api.cloud.yandex.net/v1/realtime/openai";

    [Fact]
    public void Without_a_URL_there_is_a_server_of_our_own() => Of(null).Url.ShouldBeNull();

    [Fact]
    public void The_URL_may_come_from_the_environment() => Of(null, "PARLEY_URL=http://parley.example:8080").Url.ShouldBe(new("http://parley.example:8080"));

    [Fact]
    public void OpenAIs_key_goes_to_OpenAI()
    {
        var destination = Of(OpenAI, "OPENAI_API_KEY=sk-1", "PARLEY_API_KEY=p-1");

        (destination.Key, destination.Model, destination.Dialect).ShouldBe(("sk-1", "gpt-realtime", DialectName.Ga));
    }

    [Fact]
    public void Keys_of_the_clouds_are_not_shown_to_other_servers()
    {
        Of("https://parley.example", "OPENAI_API_KEY=sk-1", "YANDEX_CLOUD_API_KEY=y-1").Key.ShouldBeNull();
        Of("https://api.openai.com.example", "OPENAI_API_KEY=sk-1").Key.ShouldBeNull();
        Of("https://notopenai.com", "OPENAI_API_KEY=sk-1").Key.ShouldBeNull();
    }

    [Fact]
    public void A_server_of_ones_own_gets_its_own_key() => Of("https://parley.example", "PARLEY_API_KEY=p-1").Key.ShouldBe("p-1");

    [Fact]
    public void A_server_on_this_machine_gets_the_development_key_where_there_is_no_other()
    {
        Of("http://127.0.0.1:8080").Key.ShouldBe("parley-dev");
        Of("http://127.0.0.1:8080", "PARLEY_API_KEY=p-1").Key.ShouldBe("p-1");
    }

    [Fact]
    public void Yandex_needs_a_key_and_a_folder_and_is_spoken_to_in_its_dialect()
    {
        var destination = Of(Yandex, "YANDEX_CLOUD_API_KEY=y-1", "YANDEX_CLOUD_FOLDER_ID=f-1");

        (destination.Key, destination.Folder, destination.Dialect).ShouldBe(("y-1", "f-1", DialectName.Yandex));
        destination.Endpoint().Address.Query.ShouldContain(Uri.EscapeDataString("gpt://f-1/speech-realtime-250923"));
    }

    [Fact]
    public void A_missing_key_or_folder_is_named()
    {
        Should.Throw<CommandException>(() => Of(OpenAI)).Message.ShouldContain("OPENAI_API_KEY");
        Should.Throw<CommandException>(() => Of(Yandex)).Message.ShouldContain("YANDEX_CLOUD_API_KEY");
        Should.Throw<CommandException>(() => Of(Yandex, "YANDEX_CLOUD_API_KEY=y-1")).Message.ShouldContain("YANDEX_CLOUD_FOLDER_ID");
    }

    [Fact]
    public void What_is_asked_for_goes_before_the_environment()
    {
        var destination = Destination.Of(OpenAI, "mine", "gpt-x", DialectName.Beta, _ => "other");

        (destination.Key, destination.Model, destination.Dialect).ShouldBe(("mine", "gpt-x", DialectName.Beta));
    }

    private static Destination Of(string? url, params string[] environment)
    {
        var variables = environment.ToDictionary(entry => entry.Split('=')[0], entry => entry.Split('=')[1]);
        return Destination.Of(url, null, null, null, name => variables.GetValueOrDefault(name));
    }
}

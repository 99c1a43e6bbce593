namespace Parley.Embedded.Rules;

public sealed class ResultSentenceTests
{
    [Theory]
    [InlineData("get_weather", """{"city":"Oslo","temperature_c":18.0,"condition":"Sunny","humidity":60}""", "In Oslo it is 18 degrees Celsius and sunny and the humidity is 60 percent.")]
    [InlineData("get_weather", """{"temperature":7,"unit":"celsius","conditions":"light rain","wind_kph":12}""", "It is 7 degrees Celsius with light rain and the wind is 12 kilometres per hour.")]
    [InlineData("get_balance", """{"balance":1250.50,"currency":"EUR"}""", "The balance is 1250.5 euros.")]
    [InlineData("get_balance", "42", "The balance is 42.")]
    [InlineData("check_order_status", """{"order_id":"A17","status":"in_transit","delivery_date":"2026-05-08"}""", "The order number is A 1 7, the order is in transit and the delivery date is Friday, May 8.")]
    [InlineData("lock_door", """{"success":true}""", "Done.")]
    [InlineData("lock_door", "true", "Done.")]
    [InlineData("lock_door", "", "Done.")]
    [InlineData("lock_door", """{"error":"The door is jammed."}""", "I'm sorry, that did not work: The door is jammed.")]
    [InlineData("lock_door", """{"error":{"code":17,"message":"no battery"}}""", "I'm sorry, that did not work: no battery.")]
    [InlineData("lock_door", """{"success":false,"message":"no power"}""", "I'm sorry, that did not work: no power.")]
    [InlineData("lock_door", "The back door is locked", "The back door is locked.")]
    [InlineData("book_table", """{"message":"Your table is booked.","confirmation_number":"QX71"}""", "Your table is booked. The confirmation number is Q X 7 1.")]
    [InlineData("list_names", """["Ann","Bob","Cid"]""", "There are 3 names: Ann, Bob and Cid.")]
    [InlineData("find_trains", "[]", "I found no trains.")]
    [InlineData("find_flights", """{"flights":[{"airline":"Blue Air","price":120,"currency":"EUR","departure":"08:15"},{"airline":"Red Jet","price":95,"currency":"EUR","departure":"12:00"}]}""", "I found 2 flights: Blue Air, 120 euros, departure 8:15 AM; Red Jet, 95 euros, departure noon.")]
    [InlineData("is_open", "false", "No.")]
    [InlineData("get_room", """{"available":true,"breakfast":false,"price":80,"currency":"usd"}""", "It is available, breakfast is not included and the price is 80 dollars.")]
    [InlineData("get_report", """{"data":{"wind":{"speed_kmh":12,"direction":"north"}}}""", "The wind speed is 12 kilometres per hour and the wind direction is north.")]
    public void A_result_is_said_as_a_sentence(string tool, string result, string said) =>
        new ResultSentence(Tongue.English, new DateTime(2026, 5, 6), "").Of(tool, result, null).ShouldBe(said);

    [Fact]
    public void Of_passages_only_the_one_that_answers_is_read() =>
        new ResultSentence(Tongue.English, new DateTime(2026, 5, 6), "how long does the battery last").Of("file_search",
            """{"results":[{"filename":"a.txt","score":0.9,"text":"The headset weighs 200 grams. The battery lasts ten hours. It is blue."},{"filename":"b.txt","text":"Our company was founded in a garage in spring."}]}""", null)
            .ShouldBe("The battery lasts ten hours.");

    [Fact]
    public void A_failure_is_told() =>
        new ResultSentence(Tongue.English, new DateTime(2026, 5, 6), "").Of("x", null, new InvalidOperationException("no network")).ShouldBe("I'm sorry, that did not work: no network.");

    [Fact]
    public async Task Several_results_are_several_sentences()
    {
        var talk = new Talker(ThirtyTools.All);
        await talk.Say("what's the weather in paris and turn on the kitchen light");
        (await talk.Result("""{"city":"Paris","temperature_c":18}""", """{"success":true}""")).ShouldBe("In Paris the temperature is 18 degrees Celsius. Done.");
        (await talk.Say("thanks")).Text.ShouldBe("You are welcome!");
    }
}

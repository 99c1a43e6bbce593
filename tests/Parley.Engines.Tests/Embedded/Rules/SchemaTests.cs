using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

public sealed class SchemaTests
{
    private static readonly AITool Order = Declared.Function("place_order", "Places an order", """
        {"type":"object","properties":{
          "items":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"quantity":{"type":"integer"},"size":{"type":"string","enum":["small","large"]}},"required":["name","quantity"]}},
          "address":{"type":"object","properties":{"city":{"type":"string"}}},
          "gift":{"type":["boolean","null"]}},
         "required":["items"]}
        """);

    [Theory]
    [InlineData("I would like to order two large pizzas and three small colas", "place_order {items=[{name=pizzas,quantity=2,size=large}|{name=colas,quantity=3,size=small}]}")]
    public async Task Lists_of_objects_are_filled_part_by_part(string request, string call) =>
        Talker.Did(await new Talker([Order]).Say(request)).ShouldBe(call);

    [Theory]
    [InlineData("set the lamp to on", true)]
    [InlineData("turn the lamp on", true)]
    [InlineData("switch off the lamp", false)]
    public async Task A_switch_is_a_boolean(string request, bool on) =>
        Talker.Did(await new Talker([Declared.Function("set_lamp", "Switches the lamp", """{"type":"object","properties":{"on":{"type":"boolean"}},"required":["on"]}""")]).Say(request))
            .ShouldBe($"set_lamp {{on={(on ? "true" : "false")}}}");

    [Theory]
    [InlineData("book a room with breakfast", "book_room {breakfast=true}")]
    [InlineData("book a room without breakfast", "book_room {breakfast=false}")]
    [InlineData("book a room", "book_room {}")]
    public async Task With_and_without_decide_a_boolean(string request, string call) =>
        Talker.Did(await new Talker([Declared.Function("book_room", "Books a room", """{"type":"object","properties":{"breakfast":{"type":"boolean"}}}""")]).Say(request)).ShouldBe(call);

    [Fact]
    public async Task A_function_without_properties_is_called_with_nothing() =>
        Talker.Did(await new Talker([Declared.Function("end_call", "Ends the call", """{"type":"object","properties":{}}""")]).Say("please hang up")).ShouldBe("end_call {}");

    [Fact]
    public async Task Date_and_time_in_one_are_written_as_ISO_8601() =>
        Talker.Did(await new Talker([Declared.Function("create_event", "Creates a calendar event", """{"type":"object","properties":{"starts_at":{"type":"string","format":"date-time"}},"required":["starts_at"]}""")]).Say("create an event tomorrow at half past three"))
            .ShouldBe("create_event {starts_at=2026-05-07T15:30:00}");
}

using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

public class RoundTripTests
{
    public static TheoryData<DialectName, int> ServerEvents => Cases(Samples.ServerEvents.Count);

    public static TheoryData<DialectName, int> ClientEvents => Cases(Samples.ClientEvents.Count);

    [Fact]
    public void The_samples_hold_every_event_of_the_protocol()
    {
        var family = typeof(ServerEvent).Assembly.GetTypes();
        Samples.ServerEvents.Select(each => each.GetType()).Distinct().Count()
            .ShouldBe(family.Count(type => type.BaseType == typeof(ServerEvent) && type != typeof(UnknownServerEvent)));
        Samples.ClientEvents.Select(each => each.GetType()).Distinct().Count()
            .ShouldBe(family.Count(type => type.BaseType == typeof(ClientEvent) && type != typeof(Unreadable)));
    }

    [Theory]
    [MemberData(nameof(ServerEvents))]
    public void A_server_event_that_the_dialect_has_arrives_as_it_was_sent(DialectName name, int sample)
    {
        var sent = Samples.ServerEvents[sample];
        if (Dialect.Create(name).Writes(sent) is not { } wire)
        {
            name.ShouldBe(DialectName.Beta);
            return;
        }

        var expected = name == DialectName.Beta ? ToldInBeta(sent) : sent;
        Samples.Ga(Dialect.Create(name).ReadsServer(wire)).ShouldBe(Samples.Ga(expected), wire);
    }

    // The beta has one event per item, and every session and response has a temperature.
    private static ServerEvent ToldInBeta(ServerEvent sent) => sent switch
    {
        ConversationItemCreated created => new ConversationItemAdded(created.PreviousItemId, created.Item) { EventId = created.EventId },
        SessionCreated { Session: RealtimeSessionConfig session } created => created with { Session = session with { Temperature = 0.8 } },
        SessionUpdated { Session: RealtimeSessionConfig session } updated => updated with { Session = session with { Temperature = 0.8 } },
        ResponseCreated created => created with { Response = created.Response with { Temperature = 0.8 } },
        ResponseDone done => done with { Response = done.Response with { Temperature = 0.8 } },
        _ => sent,
    };

    [Theory]
    [MemberData(nameof(ClientEvents))]
    public void A_client_event_arrives_as_it_was_sent(DialectName name, int sample)
    {
        var sent = Samples.ClientEvents[sample];
        var wire = Dialect.Create(name).Writes(sent);
        var expected = JsonNode.Parse(Samples.Ga(sent))!.AsObject();
        if (name == DialectName.Beta)
        {
            (expected["session"] as JsonObject)?.Remove("type"); // beta sessions have none
            MarkItems(expected);
        }

        var arrived = JsonNode.Parse(Samples.Ga(Dialect.Create(name).Reads(wire)))!;
        JsonNode.DeepEquals(arrived, expected).ShouldBeTrue($"{wire}\n{arrived.ToJsonString()}\n{expected.ToJsonString()}");
    }

    [Theory]
    [InlineData(DialectName.Ga)]
    [InlineData(DialectName.Yandex)]
    public void Ga_and_Yandex_send_the_very_words_of_the_protocol(DialectName name)
    {
        var dialect = Dialect.Create(name);
        foreach (var each in Samples.ServerEvents)
        {
            dialect.Writes(each).ShouldBe(Samples.Ga(each));
        }
    }

    private static void MarkItems(JsonObject json)
    {
        var items = new[] { json["item"] }.Concat(json["response"]?["input"] as JsonArray ?? []).OfType<JsonObject>();
        foreach (var item in items.Where(item => item["type"]!.GetValue<string>() != "item_reference"))
        {
            item["object"] = "realtime.item";
        }
    }

    private static TheoryData<DialectName, int> Cases(int samples)
    {
        var cases = new TheoryData<DialectName, int>();
        foreach (var name in Enum.GetValues<DialectName>())
        {
            for (var i = 0; i < samples; i++)
            {
                cases.Add(name, i);
            }
        }

        return cases;
    }
}

using System.Text;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

public class GarbageTests
{
    public static TheoryData<DialectName> Names => [.. Enum.GetValues<DialectName>()];

    public static TheoryData<DialectName, string> Nasty
    {
        get
        {
            string[] messages =
            [
                new string('[', 200), string.Concat(Enumerable.Repeat("{\"a\":", 200)),
                Nested(60), Nested(62), Nested(63), Nested(64), Nested(65), Nested(5000),
                """{"type":"session.update","session":{"audio":{"output":{"speed":1e999}}}}""",
                """{"type":"session.update","session":{"temperature":1e999}}""",
                """{"type":"session.update","session":{"temperature":-0,"voice":null,"modalities":null,"input_audio_format":null}}""",
                """{"type":"session.update","session":{"modalities":[null,{},[]],"input_audio_format":[],"audio":[]}}""",
                """{"type":"conversation.item.truncate","item_id":"a","content_index":99999999999999999999,"audio_end_ms":1e400}""",
                """{"type":"response.create","response":{"input":[null,5,{"type":5,"role":[],"content":{}},{"content":[null,{"type":null}]}]}}""",
                """{"type":"response.create","event_id":"\ud800"}""",
                """{"type":"\ud800"}""",
                """{"\ud800":1,"type":"response.create"}""",
                """{"type":"input_audio_buffer.append","audio":"\ud800"}""",
                """{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"\ud800"}""",
                """{"type":"input_audio_buffer.append","audio":"AAAA"}garbage""",
                """{"type":"input_audio_buffer.append","audio":"AAAA","audio":"AAAA"}""",
                """{"type":"session.updated","session":{"turn_detection":5,"input_audio_format":"mp3","modalities":"x"}}""",
                """{"type":"response.done","response":{"output":[5,null,{"content":5}],"output":{}}}""",
                """{"type":"response.audio.delta","delta":5}""",
                "null", "5", "\"type\"", " ", "\u0000", "{\"type\":\"response.create\"}\u0000",
            ];
            var cases = new TheoryData<DialectName, string>();
            foreach (var name in Enum.GetValues<DialectName>())
            {
                foreach (var message in messages)
                {
                    cases.Add(name, message);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Nasty_messages_are_answered(DialectName name, string message)
    {
        var dialect = Dialect.Create(name);
        dialect.Reads(message).ShouldNotBeNull();
        dialect.ReadsServer(message);
    }

    [Theory]
    [InlineData("""{"type":"response.create","event_id":"\ud800"}""")]
    [InlineData("""{"type":"response.create"} trailing""")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AAAA","audio":"AAAA"}""")]
    public void What_is_not_wholly_text_is_not_Json(string message) =>
        Dialect.Create(DialectName.Ga).Reads(message).ShouldBeOfType<Unreadable>().Code.ShouldBe("invalid_json");

    /// <summary>Sound is decoded in place: had that begun before it was sure to end, what was wrong could not be told any more.</summary>
    [Fact]
    public void Sound_that_is_no_base64_is_named_for_what_it_is()
    {
        const string Letters = "AQRg+/=_ ?";
        for (var i = 0; i < 100_000; i++)
        {
            var text = $"AAAA{Letters[i % 10]}{Letters[i / 10 % 10]}{Letters[i / 100 % 10]}{Letters[i / 1000 % 10]}"[..(8 - (i / 10_000 % 5))];
            var read = Dialect.Create(DialectName.Ga).Reads($$"""{"type":"input_audio_buffer.append","audio":"{{text}}"}""");
            if (read is InputAudioBufferAppend append)
            {
                append.Audio.ToArray().ShouldBe(Convert.FromBase64String(text));
            }
            else
            {
                read.ShouldBeOfType<Unreadable>().ShouldSatisfyAllConditions(no => no.Code.ShouldBe("invalid_value"), no => no.Param.ShouldBe("audio"));
            }
        }
    }

    [Fact]
    public void What_is_not_Utf8_is_not_Json()
    {
        byte[] message = [.. "{\"type\":\"response.cancel\",\"response_id\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Dialect.Create(DialectName.Ga).Read(message).ShouldBeOfType<Unreadable>().Code.ShouldBe("invalid_json");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_bytes_and_mutilated_events_never_throw(DialectName name)
    {
        var dialect = Dialect.Create(name);
        var random = new Random(42);
        var seeds = Samples.ClientEvents.Select(dialect.Writes).Concat(Samples.ServerEvents.Select(dialect.Writes).OfType<string>())
            .Select(Encoding.UTF8.GetBytes).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var message = i % 10 == 0 ? Random(random) : Mutilated(random, seeds[random.Next(seeds.Length)]);
            try
            {
                dialect.Read(message).ShouldNotBeNull();
                dialect.ReadServerEvent(message);
            }
            catch (Exception thrown) when (thrown is not ShouldAssertException)
            {
                throw new InvalidOperationException($"Threw on: {Encoding.Latin1.GetString(message)}", thrown);
            }
        }
    }

    private static byte[] Random(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutilated(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var cuts = random.Next(1, 4); cuts > 0 && bytes.Count > 2; cuts--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, bytes.Count - at); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, (byte)"{}[]\",:\\0e-"[random.Next(11)]); break;
                default: bytes.InsertRange(at, bytes.GetRange(0, at)); break;
            }
        }

        return [.. bytes];
    }

    private static string Nested(int depth) =>
        $$$"""{"type":"session.update","session":{"turn_detection":{{{string.Concat(Enumerable.Repeat("{\"a\":", depth))}}}1{{{new string('}', depth)}}}}}""";
}

using System.Buffers;
using System.Text;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

public class AllocationTests
{
    private const int Rounds = 1000;
    private const int Record = 48;

    private static readonly byte[] Sound = new byte[4800]; // 100 ms at 24 kHz

    public static TheoryData<DialectName> Names => [.. Enum.GetValues<DialectName>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reading_an_append_allocates_its_record_and_leaves_its_sound_where_it_came(DialectName name)
    {
        var dialect = Dialect.Create(name);
        var message = Encoding.UTF8.GetBytes($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(Sound)}}"}""");
        var room = new byte[message.Length];

        BytesOf(() =>
        {
            message.CopyTo(room, 0);
            var sound = ((InputAudioBufferAppend)dialect.Read(room)).Audio.Span;
            sound.Overlaps(room).ShouldBeTrue();
        }).ShouldBeLessThanOrEqualTo(Record);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Writing_a_delta_allocates_nothing(DialectName name)
    {
        var dialect = Dialect.Create(name);
        var delta = new ResponseOutputAudioDelta("resp_1", "item_1", 0, 0, Sound) { EventId = "event_1" };
        var output = new ArrayBufferWriter<byte>(16 * 1024);

        BytesOf(() =>
        {
            output.ResetWrittenCount();
            dialect.Write(delta, output);
        }).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Writing_an_append_allocates_nothing(DialectName name)
    {
        var dialect = Dialect.Create(name);
        var append = new InputAudioBufferAppend(Sound);
        var output = new ArrayBufferWriter<byte>(16 * 1024);

        BytesOf(() =>
        {
            output.ResetWrittenCount();
            dialect.Write(append, output);
        }).ShouldBe(0);
    }

    /// <summary>Bytes that one call allocates.</summary>
    private static long BytesOf(Action call)
    {
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}

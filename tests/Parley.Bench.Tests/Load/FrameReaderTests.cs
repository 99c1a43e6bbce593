using System.Buffers.Binary;
using System.Text;

namespace Parley.Load;

public class FrameReaderTests
{
    private static readonly byte[] Long = Encoding.ASCII.GetBytes(new string('l', 70_000));

    private readonly FrameReader _reader = new();

    [Fact]
    public void Messages_are_whole_wherever_the_bytes_are_cut()
    {
        byte[] bytes = [.. Frame(1, "one"u8), .. Frame(9, "ping"u8), .. Frame(1, "tw"u8, isFinal: false), .. Frame(10, ""u8), .. Frame(0, ""u8, isFinal: false), .. Frame(0, "o"u8), .. Frame(1, new byte[200]), .. Frame(8, [3, 232])];

        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var reader = new FrameReader();
            List<(int, string)> read = [.. Feed(reader, bytes.AsSpan(0, cut)), .. Feed(reader, bytes.AsSpan(cut))];

            read.ShouldBe([(1, "one"), (9, "ping"), (10, ""), (1, "two"), (1, new string('\0', 200)), (8, Encoding.Latin1.GetString([3, 232]))], $"cut at {cut}");
        }
    }

    [Fact]
    public void Messages_are_whole_byte_by_byte()
    {
        byte[] bytes = [.. Frame(1, Long), .. Frame(1, "after"u8)];

        var read = bytes.SelectMany(each => Feed(_reader, [each])).ToList();

        read.Select(message => message.Text.Length).ShouldBe([70_000, 5]);
    }

    [Fact]
    public void A_long_message_in_parts_is_one()
    {
        byte[] bytes = [.. Frame(1, Long, isFinal: false), .. Frame(0, Long, isFinal: false), .. Frame(0, Long)];

        var (opcode, text) = Feed(_reader, bytes).ShouldHaveSingleItem();

        (opcode, text.Length).ShouldBe((1, 210_000));
    }

    [Fact]
    public void Frames_that_came_with_the_answer_to_the_upgrade_are_read_after_it()
    {
        byte[] head = [.. "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8];
        Put(_reader, head.AsSpan(0, 40));
        _reader.TakeHead().ShouldBeNull();
        Put(_reader, [.. head.AsSpan(40), .. Frame(1, "hello"u8)]);

        _reader.TakeHead().ShouldStartWith("HTTP/1.1 101");
        Feed(_reader, []).ShouldBe([(1, "hello")]);
    }

    [Theory]
    [InlineData(0x81, 0x80)] // masked
    [InlineData(0xc1, 0x00)] // compressed
    public void What_no_server_may_send_is_refused(byte first, byte second)
    {
        Put(_reader, [first, second]);

        Should.Throw<InvalidDataException>(() => _reader.TryRead(out _, out _));
    }

    [Fact]
    public void A_length_beyond_reason_is_refused_before_it_comes()
    {
        Put(_reader, [0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0]);

        Should.Throw<InvalidDataException>(() => _reader.TryRead(out _, out _));
    }

    private static List<(int Opcode, string Text)> Feed(FrameReader reader, ReadOnlySpan<byte> bytes)
    {
        Put(reader, bytes);
        List<(int, string)> read = [];
        while (reader.TryRead(out var opcode, out var payload))
        {
            read.Add((opcode, Encoding.Latin1.GetString(payload)));
        }

        return read;
    }

    private static void Put(FrameReader reader, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, reader.Free.Length);
            bytes[..count].CopyTo(reader.Free.Span);
            reader.Add(count);
            bytes = bytes[count..];
        }
    }

    private static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true)
    {
        Span<byte> length = stackalloc byte[9];
        var bytes = 1;
        switch (payload.Length)
        {
            case < 126:
                length[0] = (byte)payload.Length;
                break;
            case <= ushort.MaxValue:
                length[0] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(length[1..], (ushort)payload.Length);
                bytes = 3;
                break;
            default:
                length[0] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(length[1..], (ulong)payload.Length);
                bytes = 9;
                break;
        }

        return [(byte)((isFinal ? 0x80 : 0) | opcode), .. length[..bytes], .. payload];
    }
}

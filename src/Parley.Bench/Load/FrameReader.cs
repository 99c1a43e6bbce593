using System.Buffers.Binary;
using System.Text;

namespace Parley.Load;

/// <summary>Cuts what a server sends into WebSocket messages, however it arrives; allocates only when a message is larger than any before.</summary>
internal sealed class FrameReader
{
    private const int FirstSize = 16 * 1024;
    private const int LargestMessage = 64 * 1024 * 1024;
    private const int Continuation = 0;
    private const int FirstControl = 8;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private byte[] _parts = [];
    private int _partsLength;
    private int _partsOpcode;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start == _end)
            {
                (_start, _end) = (0, 0);
            }
            else if (_end == _buffer.Length)
            {
                Widen();
            }

            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>So many bytes have come.</summary>
    public void Add(int count) => _end += count;

    /// <summary>Takes the head of the HTTP answer that the frames follow.</summary>
    /// <returns>Null while it is not complete.</returns>
    public string? TakeHead()
    {
        var arrived = _buffer.AsSpan(_start, _end - _start);
        var end = arrived.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        _start += end + 4;
        return Encoding.ASCII.GetString(arrived[..end]);
    }

    /// <summary>The next message, or control frame, that is complete; its payload lasts until the next call of anything here.</summary>
    /// <exception cref="InvalidDataException">What came is no frame of a server.</exception>
    public bool TryRead(out int opcode, out ReadOnlySpan<byte> payload)
    {
        while (TryReadFrame(out opcode, out var isFinal, out payload))
        {
            if (opcode >= FirstControl || (isFinal && opcode != Continuation))
            {
                return true;
            }

            AddPart(opcode, payload);
            if (isFinal)
            {
                opcode = _partsOpcode;
                payload = _parts.AsSpan(0, _partsLength);
                _partsLength = 0;
                return true;
            }
        }

        return false;
    }

    private bool TryReadFrame(out int opcode, out bool isFinal, out ReadOnlySpan<byte> payload)
    {
        (opcode, isFinal) = (0, false);
        payload = default;
        var arrived = _buffer.AsSpan(_start, _end - _start);
        if (arrived.Length < 2)
        {
            return false;
        }

        if ((arrived[0] & 0x70) != 0 || (arrived[1] & 0x80) != 0)
        {
            throw new InvalidDataException("a frame with a mask or with extensions that nobody asked for");
        }

        (opcode, isFinal) = (arrived[0] & 0x0f, (arrived[0] & 0x80) != 0);
        var (head, length) = (arrived[1] & 0x7f) switch
        {
            126 => (4, arrived.Length < 4 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(arrived[2..])),
            127 => (10, arrived.Length < 10 ? -1 : BinaryPrimitives.ReadInt64BigEndian(arrived[2..])),
            var few => (2, few),
        };
        if (length > LargestMessage)
        {
            throw new InvalidDataException($"a message of more than {LargestMessage} bytes");
        }

        if (length < 0 || arrived.Length < head + length)
        {
            return false;
        }

        payload = arrived.Slice(head, (int)length);
        _start += head + (int)length;
        return true;
    }

    private void AddPart(int opcode, ReadOnlySpan<byte> payload)
    {
        if (opcode != Continuation)
        {
            (_partsOpcode, _partsLength) = (opcode, 0);
        }

        if (_partsLength + payload.Length > _parts.Length)
        {
            Array.Resize(ref _parts, Math.Max(_partsLength + payload.Length, 2 * _parts.Length));
        }

        payload.CopyTo(_parts.AsSpan(_partsLength));
        _partsLength += payload.Length;
    }

    // makes room behind what has not been read
    private void Widen()
    {
        var arrived = _buffer.AsSpan(_start, _end - _start);
        var target = arrived.Length > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        arrived.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, arrived.Length);
    }
}

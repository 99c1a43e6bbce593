using System.Buffers.Binary;
using System.IO.Pipes;

namespace Parley.Audio;

public class WavWriterTests
{
    private static readonly short[] Samples = Tones.Noise(3000, seed: 1);

    [Fact]
    public void The_header_is_right_when_the_writer_is_done()
    {
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]); // the file need not begin where the stream does
        using (var writer = new WavWriter(stream, 24000, leaveOpen: true))
        {
            writer.Write(Samples.AsSpan(0, 1000));
            writer.Write(Samples.AsSpan(1000));
        }

        var file = stream.ToArray()[3..];
        file.ShouldBe(Wav.Encode(Samples, 24000));
        BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)).ShouldBe(36 + 6000);
        BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)).ShouldBe(6000);
        stream.Position.ShouldBe(stream.Length);
    }

    [Fact]
    public void A_stream_that_cannot_seek_gets_a_file_to_be_read_to_its_end()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        using (var writer = new WavWriter(pipe, 16000)) writer.Write(Samples);

        Wav.Read(end).Samples.ToArray().ShouldBe(Samples);
    }

    [Fact]
    public void Two_channels_are_declared_and_read_back_as_their_mean()
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, 24000, leaveOpen: true, channels: 2)) writer.Write([100, 300, -50, -150]);

        var file = stream.ToArray();
        BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(22)).ShouldBe((short)2);
        BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(28)).ShouldBe(96000);
        BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(32)).ShouldBe((short)4);
        BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)).ShouldBe(8);
        Wav.Read(file).Samples.ToArray().ShouldBe([(short)200, (short)-100]);
    }

    [Fact]
    public void Nothing_is_written_after_the_end()
    {
        var writer = new WavWriter(new MemoryStream(), 16000);
        writer.Dispose();
        Should.Throw<ObjectDisposedException>(() => writer.Write(Samples));
    }
}

namespace Parley.Embedded.PocketSphinx;

public sealed class PcmReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4096)]
    public async Task Samples_survive_pieces_of_any_size(int piece)
    {
        short[] samples = [.. Enumerable.Range(0, 50000).Select(i => (short)i)];
        var bytes = new byte[100001];
        Buffer.BlockCopy(samples, 0, bytes, 0, 100000);
        var reader = new PcmReader(new Trickle(bytes, piece));
        var read = new List<short>();
        while (await reader.NextAsync(160, CancellationToken.None) is { Length: > 0 } block)
            read.AddRange(block);
        read.ShouldBe(samples);
    }

    private sealed class Trickle(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}

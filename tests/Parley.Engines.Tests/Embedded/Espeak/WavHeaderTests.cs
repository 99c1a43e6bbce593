namespace Parley.Embedded.Espeak;

public sealed class WavHeaderTests
{
    [Fact]
    public async Task It_ends_at_the_first_sample_and_tells_the_rate()
    {
        using var folder = new ScratchFolder();
        using var wav = new MemoryStream([.. await File.ReadAllBytesAsync(folder.WavHead()), 1, 2]);

        (await WavHeader.ReadAsync(wav, CancellationToken.None)).ShouldBe(22050);
        wav.ReadByte().ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_without_sound_has_no_rate() =>
        (await WavHeader.ReadAsync(new MemoryStream(), CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task Anything_else_is_refused() =>
        await Should.ThrowAsync<InvalidDataException>(async () => await WavHeader.ReadAsync(new MemoryStream(new byte[64]), CancellationToken.None));
}

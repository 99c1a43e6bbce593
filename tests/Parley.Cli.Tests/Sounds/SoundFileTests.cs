using System.Diagnostics;
using Parley.Audio;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Tests.Sounds;

public sealed class SoundFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Surroundings _around = new(new(TextWriter.Null, TextWriter.Null), Environment.GetEnvironmentVariable, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8000), InlineData(16000), InlineData(24000), InlineData(44100)]
    public async Task A_WAV_file_of_any_rate_becomes_24_kHz(int sampleRate)
    {
        var sound = await SoundFile.ReadAsync(_folder.Wav("x.wav", ms: 500, sampleRate), _around, CancellationToken.None);

        sound.SampleRate.ShouldBe(24000);
        sound.Duration.TotalMilliseconds.ShouldBeInRange(495, 510);
        Loudness.RmsDbfs(sound.Samples.Span).ShouldBeGreaterThan(-20);
    }

    [Theory]
    [InlineData("mp3"), InlineData("ogg"), InlineData("flac")]
    public async Task Other_files_go_through_ffmpeg(string kind)
    {
        var (from, to) = (_folder.Wav("x.wav", ms: 500), _folder[$"it's: a file.{kind}"]);
        using (var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-i", from, $"file:{to}"]))
        {
            await ffmpeg.WaitForExitAsync();
            ffmpeg.ExitCode.ShouldBe(0);
        }

        var sound = await SoundFile.ReadAsync(to, _around, CancellationToken.None);

        sound.SampleRate.ShouldBe(24000);
        sound.Duration.TotalMilliseconds.ShouldBeInRange(480, 600);
        Loudness.RmsDbfs(sound.Samples.Span).ShouldBeGreaterThan(-20);
    }

    [Fact]
    public async Task A_WAV_file_in_a_rare_coding_goes_through_ffmpeg_too()
    {
        var (from, to) = (_folder.Wav("x.wav", ms: 500), _folder["adpcm.wav"]);
        using (var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-i", from, "-c:a", "adpcm_ms", to]))
        {
            await ffmpeg.WaitForExitAsync();
        }

        (await SoundFile.ReadAsync(to, _around, CancellationToken.None)).Duration.TotalMilliseconds.ShouldBeInRange(480, 600);
    }
}

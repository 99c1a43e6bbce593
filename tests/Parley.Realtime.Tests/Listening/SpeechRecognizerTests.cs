using Microsoft.Extensions.AI;

namespace Parley.Listening;

public sealed class SpeechRecognizerTests
{
    [Fact]
    public async Task The_engine_reads_the_utterance_itself_and_no_copy()
    {
        var pcm = new byte[4];
        using var engine = new FirstByte(before: () => pcm[1] = 42);
        var recogniser = new SpeechRecognizer(engine, new("en", null, [], Partials: false), TimeSpan.FromHours(1), TimeProvider.System);
        (await recogniser.TranscribeAsync(pcm.AsMemory(1), CancellationToken.None)).ShouldBe("42");
    }

    private sealed class FirstByte(Action before) : ISpeechToTextClient
    {
        public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
        {
            before();
            return Task.FromResult(new SpeechToTextResponse($"{audioSpeechStream.ReadByte()}"));
        }

        public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
            Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<SpeechToTextResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // nothing is held
        }
    }
}

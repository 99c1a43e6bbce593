using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Listening;

public sealed class SpeechRecognizerTests
{
    [Fact]
    public async Task The_engine_reads_the_utterance_itself_and_no_copy()
    {
        var pcm = new byte[4];
        using var engine = new FirstByte(before: () => pcm[1] = 42);
        var recogniser = new SpeechRecognizer(engine, new("en", null, [], Partials: false), TimeSpan.FromHours(1), TimeProvider.System);
        (await recogniser.TranscribeAsync(pcm.AsMemory(1), CancellationToken.None)).Text.ShouldBe("42");
    }

    [Fact]
    public async Task How_sure_the_engine_is_comes_with_the_words_where_it_was_asked()
    {
        using var engine = new Sure();
        var request = new TranscriptionRequest("en", null, [], Partials: false);
        (await new SpeechRecognizer(engine, request with { Logprobs = true }, TimeSpan.FromHours(1), TimeProvider.System).GuessAsync(new byte[2], CancellationToken.None))!
            .Logprobs.ShouldHaveSingleItem().Logprob.ShouldBe(-0.1);
        (await new SpeechRecognizer(engine, request, TimeSpan.FromHours(1), TimeProvider.System).TranscribeAsync(new byte[2], CancellationToken.None)).Logprobs.ShouldBeNull();
    }

    private sealed class Sure : ISpeechToTextClient
    {
        public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
        {
            var response = new SpeechToTextResponse("hi");
            if (options?.AdditionalProperties?.GetValueOrDefault(SpeechRecognizer.Logprobs) is true)
            {
                response.AdditionalProperties = new() { [SpeechRecognizer.Logprobs] = new[] { new TokenLogprob("hi", -0.1, [104, 105]) } };
            }

            return Task.FromResult(response);
        }

        public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
            Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<SpeechToTextResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // nothing is held
        }
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

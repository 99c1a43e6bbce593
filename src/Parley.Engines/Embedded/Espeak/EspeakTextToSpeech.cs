using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Espeak;

/// <summary>Speaks some hundred languages with the program espeak-ng: 16-bit PCM, mono, 22.05 kHz, headerless.</summary>
/// <remarks>
/// <c>Language</c> is a BCP 47 tag (<c>ru</c>, <c>de-DE</c>; US English when it is none that espeak-ng has). <c>VoiceId</c> is one
/// of its speakers (<c>f1</c> … <c>f5</c>, <c>m1</c> … <c>m8</c>), a language, or both (<c>ru+f3</c>); what is neither is passed
/// over. <c>Speed</c> 0.5 to 2.5 and <c>Pitch</c> 0 to 1.9 are factors; <c>AudioFormat</c>, <c>Volume</c> and <c>ModelId</c> are ignored. Sound
/// comes while the program still speaks; a long text is spoken piece by piece, each when the one before has been read.
/// </remarks>
public sealed class EspeakTextToSpeech : ITextToSpeechClient
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 22050;

    /// <summary>The media type of every update.</summary>
    public const string MediaType = "audio/pcm;rate=22050";

    private const int WordsPerMinute = 175;
    private const int MiddlePitch = 50;

    // A process lives for some fifteen milliseconds: more of them at once than this only compete.
    private readonly SemaphoreSlim _processes = new(Math.Max(2, Environment.ProcessorCount * 2));
    private readonly TextToSpeechClientMetadata _metadata = new("espeak-ng");
    private readonly EspeakProgram _program;

    /// <summary>Looks for the program in <c>PATH</c>.</summary>
    public EspeakTextToSpeech()
        : this("espeak-ng")
    {
    }

    /// <summary>Uses the given program.</summary>
    /// <param name="program">A path, or a name to be looked up in <c>PATH</c>.</param>
    public EspeakTextToSpeech(string program) => _program = new EspeakProgram(program);

    /// <summary>Whether espeak-ng is installed, and its Debian package.</summary>
    public static EngineProbe Probe() => new EspeakProgram("espeak-ng").Probe();

    internal static async Task<bool> HasLanguageAsync(string language, CancellationToken cancellation) =>
        EspeakVoice.Has(language, await new EspeakProgram("espeak-ng").LanguagesAsync(cancellation));

    /// <inheritdoc/>
    public Task<TextToSpeechResponse> GetAudioAsync(
        string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        SpeechUpdates.JoinAsync(GetStreamingAudioAsync(text, options, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">espeak-ng is not installed; the message names the package.</exception>
    /// <exception cref="InvalidOperationException">espeak-ng failed; the message carries what it wrote to its error stream.</exception>
    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        string[]? arguments = null;
        foreach (var piece in TextPieces.Of(text))
        {
            if (EspeakText.From(piece) is not { } plain)
                continue;
            arguments ??= await ArgumentsAsync(options, cancellationToken);
            await foreach (var pcm in SpeakAsync(plain, arguments, cancellationToken))
                yield return SpeechUpdates.Of(pcm, MediaType);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(TextToSpeechClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _processes.Dispose();

    // A utterance's task ends before its reader does, so that no process outlives the call.
    private async IAsyncEnumerable<byte[]> SpeakAsync(
        string text, string[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var utterance = new EspeakUtterance(_program, text, arguments);
        var running = RunAsync(utterance, leaving.Token);
        try
        {
            await foreach (var pcm in utterance.Sound.ReadUntilCancelledAsync(cancellationToken))
                yield return pcm;
        }
        finally
        {
            await leaving.CancelAsync();
            await running;
        }
    }

    private async Task RunAsync(EspeakUtterance utterance, CancellationToken cancellationToken)
    {
        await _processes.WaitAsync(cancellationToken);
        try
        {
            await utterance.RunAsync(cancellationToken);
        }
        finally
        {
            _processes.Release();
        }
    }

    private async Task<string[]> ArgumentsAsync(TextToSpeechOptions? options, CancellationToken cancellationToken)
    {
        var voice = EspeakVoice.From(options?.VoiceId, options?.Language, await _program.LanguagesAsync(cancellationToken));
        return
        [
            "-v", voice.Argument,
            "-s", $"{(int)Math.Round(WordsPerMinute * Factor(options?.Speed, 0.5, 2.5))}",
            "-p", $"{(int)Math.Round(MiddlePitch * Factor(options?.Pitch, 0, 1.9))}",
        ];
    }

    private static double Factor(float? wanted, double least, double most) =>
        wanted is { } factor && float.IsFinite(factor) ? Math.Clamp(factor, least, most) : 1;
}

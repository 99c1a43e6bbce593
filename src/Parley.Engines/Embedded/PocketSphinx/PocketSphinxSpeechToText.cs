using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Parley.Listening;

namespace Parley.Embedded.PocketSphinx;

/// <summary>
/// English speech to text in this process, by Debian's PocketSphinx. Audio is headerless 16 kHz mono PCM16. It hears what an
/// agent's vocabulary leads it to expect; pass that as a list of phrases in <c>AdditionalProperties["vocabulary"]</c>.
/// </summary>
public sealed class PocketSphinxSpeechToText : ISpeechToTextClient, IVocabularyWarmup
{
    private const int SampleRate = 16000;
    private const int BlockSamples = SampleRate / 10;

    private readonly DirectoryInfo _models;
    private readonly ModelCache _cache;
    private readonly DecoderPool _decoders;
    private readonly SemaphoreSlim _warming = new(1);
    private readonly SpeechToTextClientMetadata _metadata = new("pocketsphinx", defaultModelId: "en-us");

    /// <exception cref="DllNotFoundException">The libraries or the model are missing; the message has the command that brings them.</exception>
    public PocketSphinxSpeechToText(PocketSphinxOptions? options = null)
    {
        options ??= new PocketSphinxOptions();
        if (Probe(options) is { Available: false } here)
            throw new DllNotFoundException($"PocketSphinx cannot run here, missing: {string.Join(", ", here.Missing)}. Run: {here.InstallCommand}");
        Sphinx.err_set_logfp(0);
        _models = Directory.CreateTempSubdirectory("parley-pocketsphinx-");
        _cache = new ModelCache(new ModelBuilder(options, _models.FullName).Build, options.CachedVocabularies);
        _decoders = new DecoderPool(options.DecoderCount, files => new Decoder(options, files));
    }

    /// <summary>Whether the libraries and the model are installed, and which packages bring what is not.</summary>
    public static PocketSphinxAvailability Probe(PocketSphinxOptions? options = null)
    {
        options ??= new PocketSphinxOptions();
        string[] libraries = [.. new[] { Sphinx.DecoderLibrary, Sphinx.BaseLibrary }.Where(name => !Loads(name))];
        string[] files =
        [
            .. new[] { Path.Combine(options.AcousticModel, "mdef"), options.LanguageModel, options.Dictionary }.Where(path => !File.Exists(path)),
        ];
        return new PocketSphinxAvailability([.. libraries, .. files],
            [.. libraries.Length > 0 ? (string[])["libpocketsphinx3"] : [], .. files.Length > 0 ? (string[])["pocketsphinx-en-us"] : []]);
    }

    /// <summary>Decodes the whole utterance at once, which is more exact than following it; waits for a free decoder.</summary>
    /// <remarks>What is longer than ten seconds is decoded piece by piece. A cancelled call ends when its decoder is free again, after a piece at the latest.
    /// With <c>AdditionalProperties["speculative"]</c> true it never waits: with no decoder free, it answers <c>["declined"]</c> true and no text.</remarks>
    /// <exception cref="NotSupportedException">Another language than English is asked for.</exception>
    /// <exception cref="ArgumentException">Another sample rate than 16 kHz is asked for.</exception>
    public async Task<SpeechToTextResponse> GetTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check(options);
        var vocabulary = Vocabulary.Of(options);
        var samples = await PcmReader.AllAsync(audioSpeechStream, cancellationToken);
        var text = samples.Length == 0 ? "" : await DecodeAsync(vocabulary, Level.Normalise(samples), Speculation.IsIn(options), cancellationToken);
        return text is null ? Speculation.Declined() : new SpeechToTextResponse(text) { ModelId = _metadata.DefaultModelId, EndTime = Duration(samples.Length) };
    }

    /// <summary>
    /// Follows a live utterance: each update is the whole hypothesis so far, the last one (<c>TextUpdated</c>) that of the ended
    /// stream. With no decoder free it ends at once, without an update and without reading.
    /// </summary>
    /// <inheritdoc cref="GetTextAsync" path="/exception"/>
    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(options);
        using var model = await _cache.LeaseAsync(Vocabulary.Of(options), cancellationToken);
        using var lease = _decoders.TryLeaseForStream(model);
        if (lease is null)
            yield break;
        await lease.Run(decoder => decoder.Start(), cancellationToken).WaitAsync(cancellationToken);
        var (reader, level) = (new PcmReader(audioSpeechStream), new LiveLevel());
        var (position, said) = (0, "");
        while (await reader.NextAsync(BlockSamples, cancellationToken) is { Length: > 0 } block)
        {
            position += block.Length;
            var text = await lease.Run(decoder => decoder.Feed(level.Normalise(block)), cancellationToken).WaitAsync(cancellationToken);
            if (text == said)
                continue;
            said = text;
            yield return Update(SpeechToTextResponseUpdateKind.TextUpdating, text, position);
        }

        var final = await lease.Run(decoder => decoder.End(), cancellationToken).WaitAsync(cancellationToken);
        yield return Update(SpeechToTextResponseUpdateKind.TextUpdated, final, position);
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(SpeechToTextOptions? options, CancellationToken cancellationToken = default)
    {
        Check(options);
        using var model = await _cache.LeaseAsync(Vocabulary.Of(options), cancellationToken);
        // one decoder at a time, and only idle ones, so that no utterance waits for those that may never come
        await _warming.WaitAsync(cancellationToken);
        try
        {
            while (!cancellationToken.IsCancellationRequested && _decoders.TryLeaseToWarm(model) is { } idle)
                using (idle)
                    await idle.Run(_ => true, cancellationToken);
        }
        finally
        {
            _warming.Release();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(SpeechToTextClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        _decoders.Dispose();
        _cache.Dispose();
        _warming.Dispose();
        if (_models.Exists)
            _models.Delete(recursive: true);
    }

    // each piece waits its turn: however long somebody talks, others are heard meanwhile; null if it should wait and must not
    private async Task<string?> DecodeAsync(Vocabulary vocabulary, short[] samples, bool speculative, CancellationToken cancellation)
    {
        using var model = await _cache.LeaseAsync(vocabulary, cancellation);
        var heard = new List<string>();
        foreach (var piece in SpeechPieces.Of(samples))
        {
            using var lease = speculative ? _decoders.TryLease(model) : await _decoders.LeaseAsync(model, cancellation);
            if (lease is null)
                return null;
            heard.Add(await lease.Run(decoder => decoder.Decode(piece.Span), cancellation));
        }

        return string.Join(' ', heard.Where(text => text.Length > 0));
    }

    private SpeechToTextResponseUpdate Update(SpeechToTextResponseUpdateKind kind, string text, int position) =>
        new(text) { Kind = kind, ModelId = _metadata.DefaultModelId, EndTime = Duration(position) };

    private static TimeSpan Duration(int samples) => TimeSpan.FromSeconds(samples / (double)SampleRate);

    private static void Check(SpeechToTextOptions? options)
    {
        if (options?.SpeechLanguage is { Length: > 0 } language && language.Split('-', '_')[0].ToLowerInvariant() is not ("en" or "eng" or "english" or "auto"))
            throw new NotSupportedException(
                $"PocketSphinx was asked to transcribe '{language}' and knows English only. Install a recogniser of that language, such as Whisper or Vosk, "
                + "and register it as this model's speech-to-text engine (docs/hosting.md), or leave the language out.");
        if (options?.SpeechSampleRate is { } rate and not SampleRate)
            throw new ArgumentException($"PocketSphinx was given audio of {rate} Hz and reads {SampleRate} Hz; resample it first.", nameof(options));
    }

    private static bool Loads(string library) => NativeLibrary.TryLoad(library, typeof(Sphinx).Assembly, null, out _);
}

using System.Runtime.InteropServices;

namespace Parley.Embedded.PocketSphinx;

/// <summary>One native decoder, used by one thread at a time. Audio is 16 kHz mono PCM16.</summary>
internal sealed class Decoder : IDisposable
{
    private readonly DecoderHandle _handle;
    private bool _listening;

    /// <exception cref="InvalidOperationException">The library refused the model.</exception>
    internal Decoder(PocketSphinxOptions options, ModelFiles model)
    {
        string[] arguments =
        [
            "parley", "-hmm", options.AcousticModel, "-lm", model.LanguageModel, "-dict", model.Dictionary,
            // a second pass over the words found costs time and hears no better
            "-fwdflat", "no",
        ];
        // the native settings keep their own reference once the decoder has them
        using var config = Sphinx.cmd_ln_parse_r(0, Sphinx.ps_args(), arguments.Length, arguments, 0);
        _handle = Sphinx.ps_init(config);
        if (_handle.IsInvalid)
            throw new InvalidOperationException($"PocketSphinx cannot load {options.AcousticModel} with {model.LanguageModel}.");
    }

    /// <summary>Decodes one utterance as a whole: its mean spectrum is known before the first word is looked for.</summary>
    internal string Decode(ReadOnlySpan<short> utterance)
    {
        Start();
        Check(Sphinx.ps_process_raw(_handle, utterance, (nuint)utterance.Length, 0, 1), "decode");
        return End();
    }

    /// <summary>Begins an utterance; one that was left unfinished is forgotten.</summary>
    internal string Start()
    {
        if (_listening)
            End();
        Check(Sphinx.ps_start_stream(_handle), "start a stream");
        Check(Sphinx.ps_start_utt(_handle), "start an utterance");
        _listening = true;
        return "";
    }

    /// <summary>Decodes a block and returns the whole hypothesis so far.</summary>
    internal string Feed(ReadOnlySpan<short> block)
    {
        Check(Sphinx.ps_process_raw(_handle, block, (nuint)block.Length, 0, 0), "decode");
        return Hypothesis();
    }

    internal string End()
    {
        _listening = false;
        Check(Sphinx.ps_end_utt(_handle), "end an utterance");
        return Hypothesis();
    }

    public void Dispose() => _handle.Dispose();

    private string Hypothesis() => Transcript.Of(Marshal.PtrToStringUTF8(Sphinx.ps_get_hyp(_handle, 0)));

    private static void Check(int status, string what)
    {
        if (status < 0)
            throw new InvalidOperationException($"PocketSphinx could not {what} (status {status}).");
    }
}

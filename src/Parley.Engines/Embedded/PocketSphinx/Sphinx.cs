using System.Runtime.InteropServices;

namespace Parley.Embedded.PocketSphinx;

/// <summary>The C functions of libpocketsphinx.so.3 and libsphinxbase.so.3 that the recogniser calls.</summary>
internal static partial class Sphinx
{
    internal const string DecoderLibrary = "libpocketsphinx.so.3";
    internal const string BaseLibrary = "libsphinxbase.so.3";

    [LibraryImport(DecoderLibrary)]
    internal static partial nint ps_args();

    [LibraryImport(DecoderLibrary)]
    internal static partial DecoderHandle ps_init(ConfigHandle config);

    [LibraryImport(DecoderLibrary)]
    internal static partial int ps_free(nint decoder);

    [LibraryImport(DecoderLibrary)]
    internal static partial int ps_start_stream(DecoderHandle decoder);

    [LibraryImport(DecoderLibrary)]
    internal static partial int ps_start_utt(DecoderHandle decoder);

    [LibraryImport(DecoderLibrary)]
    internal static partial int ps_process_raw(DecoderHandle decoder, ReadOnlySpan<short> samples, nuint count, int noSearch, int wholeUtterance);

    [LibraryImport(DecoderLibrary)]
    internal static partial int ps_end_utt(DecoderHandle decoder);

    [LibraryImport(DecoderLibrary)]
    internal static partial nint ps_get_hyp(DecoderHandle decoder, nint score);

    // cmd_ln_init is variadic and so out of reach; this one takes an array
    [LibraryImport(BaseLibrary, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ConfigHandle cmd_ln_parse_r(nint previous, nint definitions, int count, string[] arguments, int strict);

    [LibraryImport(BaseLibrary)]
    internal static partial int cmd_ln_free_r(nint config);

    [LibraryImport(BaseLibrary)]
    internal static partial void err_set_logfp(nint file);
}

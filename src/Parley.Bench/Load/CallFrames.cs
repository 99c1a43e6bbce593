using Parley.Dialects;
using Parley.Protocol;
using System.Buffers;

namespace Parley.Load;

/// <summary>The sound that all callers send, as frames that were made once.</summary>
internal sealed class CallFrames
{
    private readonly byte[] _silence;
    private readonly byte[][] _speech;

    public CallFrames(Speech speech, TimeSpan chunk, IDialect dialect)
    {
        var bytes = Speech.Format.BytesFor(chunk);
        _silence = Append(new byte[bytes], dialect);
        _speech = [.. Enumerable.Range(0, speech.Chunks(chunk)).Select(at => Append(speech.Samples.Slice(at * bytes, bytes), dialect))];
    }

    /// <summary>The frame of a chunk of the speech, or of <see cref="CallScript.Silence"/>.</summary>
    public ReadOnlyMemory<byte> this[int chunk] => chunk == CallScript.Silence ? _silence : _speech[chunk];

    /// <summary>The frame of any event.</summary>
    public static byte[] Of(ClientEvent said, IDialect dialect)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.Write(said, output);
        return ClientFrame.Of(ClientFrame.Text, output.WrittenSpan);
    }

    private static byte[] Append(ReadOnlyMemory<byte> sound, IDialect dialect) => Of(new InputAudioBufferAppend(sound), dialect);
}

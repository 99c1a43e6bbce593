using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Parley.Dialects;

/// <summary>One JSON writer for all messages of a connection, so that writing one allocates nothing.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer owns nothing: its output is the caller's.")]
internal sealed class JsonMessage
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _writer = new(Stream.Null, Options);

    public Utf8JsonWriter Begin(IBufferWriter<byte> output)
    {
        _writer.Reset(output);
        return _writer;
    }

    public void End() => _writer.Flush();
}

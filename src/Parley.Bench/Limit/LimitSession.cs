using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Parley.Limit;

/// <summary>One session: listens, and replies to every turn of the user.</summary>
/// <remarks>Its two actors, the receive loop and the metronome, take turns by a lock and never wait inside it.</remarks>
internal sealed class LimitSession(WebSocket socket, Metronome metronome, DateTimeOffset now)
{
    private const int UsualMessageBytes = 8 * 1024;
    private const int MostMessageBytes = 24 * 1024 * 1024;
    private const int PaddingMs = 300;
    private const int TurnsPerCall = 4;

    private static long _sessions;

    private readonly Lock _gate = new();
    private readonly Outgoing _outgoing = new(socket);
    private readonly Ear _ear = new();
    private readonly long _id = Interlocked.Increment(ref _sessions);
    private readonly long _expiresAt = now.ToUnixTimeSeconds() + 3600;
    private string _tools = "[]";
    private string? _function; // the first of them
    private int _silenceMs = 200;
    private string _turn = ""; // the id that the speech which goes on will have as an item
    private int _turns;
    private int _committedMs;
    private Reply? _spoken;

    /// <summary>Converses until the client leaves.</summary>
    public async Task RunAsync()
    {
        try
        {
            SaySession("session.created");
            await ListenAsync();
            End();
            await _outgoing.Sent;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException)
        {
            // it left without a word
        }
        finally
        {
            End();
        }
    }

    /// <summary>The next piece of a reply is due. A client that has not taken what was sent gets none now.</summary>
    /// <returns>Whether there will be another.</returns>
    public bool GoOn(Reply reply)
    {
        lock (_gate)
        {
            if (reply != _spoken)
            {
                return false;
            }

            if (_outgoing.Sent.IsCompletedSuccessfully)
            {
                reply.SayPiece();
            }

            if (reply.IsSaid)
            {
                _spoken = null;
                reply.Complete();
            }

            return !reply.IsSaid;
        }
    }

    private async Task ListenAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UsualMessageBytes);
        for (var length = 0; ;)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return;
            }

            if (received.EndOfMessage)
            {
                lock (_gate)
                {
                    Take(buffer.AsMemory(0, length));
                }

                length = 0;
                await _outgoing.Sent; // a client that does not read is not read either
            }
            else if (length == buffer.Length)
            {
                buffer = Larger(buffer);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _spoken = null;
        }
    }

    private void Take(Memory<byte> message)
    {
        var isAppend = false;
        ReadOnlySpan<byte> pcm = [];
        var reader = new Utf8JsonReader(message.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isAppend = reader.ValueTextEquals("input_audio_buffer.append"u8);
            }
            else if (reader.ValueTextEquals("audio"u8))
            {
                reader.Read();
                pcm = Decode(in reader, message.Span);
            }
            else
            {
                reader.Skip();
            }
        }

        if (isAppend)
        {
            Hear(MemoryMarshal.Cast<byte, short>(pcm));
        }
        else
        {
            TakeRare(message);
        }
    }

    // base64 is decoded where it stands, unless it is escaped
    private static ReadOnlySpan<byte> Decode(scoped in Utf8JsonReader reader, Span<byte> message)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.GetBytesFromBase64();
        }

        var text = message.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        return Base64.DecodeFromUtf8InPlace(text, out var written) == OperationStatus.Done ? text[..written] : throw new WebSocketException("That is no base64.");
    }

    private void TakeRare(Memory<byte> message)
    {
        using var json = JsonDocument.Parse(message);
        switch (json.RootElement.GetProperty("type").GetString())
        {
            case "session.update":
                Update(json.RootElement.GetProperty("session"));
                break;
            case "conversation.item.create":
                Add(json.RootElement.GetProperty("item"));
                break;
            case "response.create" when _spoken is null:
                Speak();
                break;
        }
    }

    private void Update(JsonElement session)
    {
        if (session.TryGetProperty("tools", out var tools))
        {
            _tools = tools.GetRawText();
            _function = tools.GetArrayLength() > 0 ? tools[0].GetProperty("name").GetString() : null;
        }

        if (session.TryGetProperty("audio", out var audio) && audio.TryGetProperty("input", out var input)
            && input.TryGetProperty("turn_detection", out var detection) && detection.TryGetProperty("silence_duration_ms", out var silence))
        {
            _silenceMs = silence.GetInt32();
        }

        SaySession("session.updated");
    }

    private void Add(JsonElement item)
    {
        if (item.TryGetProperty("call_id", out var call) && item.TryGetProperty("output", out var output)) // nothing else is added in these conversations
        {
            var id = _outgoing.NextId("item");
            _outgoing.SayItem(_outgoing.Place(id), $$"""{"type":"function_call_output","id":"{{id}}","call_id":{{call.GetRawText()}},"output":{{output.GetRawText()}}}""");
        }
    }

    private void Hear(ReadOnlySpan<short> sound)
    {
        while (_ear.Hears(ref sound, _silenceMs))
        {
            if (_ear.IsSpeech)
            {
                BeginTurn();
            }
            else
            {
                EndTurn();
            }
        }
    }

    private void BeginTurn()
    {
        _turn = _outgoing.NextId("item");
        _outgoing.Say("input_audio_buffer.speech_started", $$""","audio_start_ms":{{Math.Max(_committedMs, _ear.StartMs - PaddingMs)}},"item_id":"{{_turn}}" """);
        _spoken?.Cancel();
        _spoken = null;
    }

    private void EndTurn()
    {
        _committedMs = _ear.PositionMs;
        var previous = _outgoing.Place(_turn);
        _outgoing.Say("input_audio_buffer.speech_stopped", $$""","audio_end_ms":{{_committedMs}},"item_id":"{{_turn}}" """);
        _outgoing.Say("input_audio_buffer.committed", $$""","previous_item_id":{{previous}},"item_id":"{{_turn}}" """);
        _outgoing.SayItem(previous, $$"""{"type":"message","id":"{{_turn}}","status":"completed","role":"user","content":[{"type":"input_audio","transcript":null}]}""");
        if (++_turns % TurnsPerCall == 0 && _function is { } function)
        {
            new Reply(_outgoing).CallFunction(function);
        }
        else
        {
            Speak();
        }
    }

    private void Speak()
    {
        _spoken = new(_outgoing);
        metronome.Add(this, _spoken);
        _spoken.Speak();
    }

    private void SaySession(string type) => _outgoing.Say(type, $$$""","session":{"type":"realtime","object":"realtime.session","id":"sess_{{{_id:D21}}}","expires_at":{{{_expiresAt}}},"model":"null","instructions":"","tracing":null,"prompt":null,"output_modalities":["audio"],"tools":{{{_tools}}},"tool_choice":"auto","max_output_tokens":"inf","truncation":"auto","audio":{"input":{"transcription":null,"noise_reduction":null,"turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":{{{PaddingMs}}},"silence_duration_ms":{{{_silenceMs}}},"idle_timeout_ms":null,"create_response":true,"interrupt_response":true},"format":{{{Reply.Format}}}},"output":{"speed":1,"format":{{{Reply.Format}}},"voice":"alloy"}},"include":null}""");

    private static byte[] Larger(byte[] buffer)
    {
        if (buffer.Length >= MostMessageBytes)
        {
            throw new WebSocketException("The message is too long.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

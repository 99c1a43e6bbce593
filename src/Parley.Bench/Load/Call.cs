using System.Buffers.Binary;
using System.Net.Sockets;
using Parley.Dialects;
using Parley.Measuring;
using Parley.Protocol;

namespace Parley.Load;

/// <summary>One session's connection: the pacing thread has it send what is due, and whatever arrives goes to its script.</summary>
internal sealed class Call(IWire wire, FrameReader reader, CallScript script, CallFrames frames, IDialect dialect, FigureBook book, LoadClock clock)
{
    private const ushort Normal = 1000;

    // what is said besides sound, few and short
    private readonly Queue<ReadOnlyMemory<byte>> _words = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<(TimeSpan At, string? Error)> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;
    private TimeSpan _arrivedAt = clock.Now; // what came with the answer to the upgrade
    private bool _isHangingUp;
    private bool _isOver;

    /// <summary>When its next chunk is due.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>When it hangs up by itself.</summary>
    public TimeSpan HangsUpAt { get; init; } = TimeSpan.MaxValue;

    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>When the server said its first word, and the code of the error if it was one.</summary>
    public Task<(TimeSpan At, string? Error)> Opened => _opened.Task;

    /// <summary>Sends the chunks that are due. What the socket does not take is tried again at the next tick.</summary>
    public void Play(TimeSpan chunk)
    {
        lock (_gate)
        {
            if (_isOver || _isHangingUp)
            {
                return;
            }

            try
            {
                PlayDue(chunk);
            }
            catch (IOException)
            {
                End("lost");
            }
        }
    }

    /// <summary>Reads until one side ends it.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            do
            {
                while (TakeMessage())
                {
                }
            }
            while (!IsOver && await ReceiveAsync(cancellation));
        }
        catch (Exception lost) when (lost is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // ended below
        }
        catch (InvalidDataException broken)
        {
            book.Page.OutOfOrder.Add(broken.Message);
        }

        lock (_gate)
        {
            End("lost");
        }
    }

    /// <summary>Asks the server to end it.</summary>
    public void HangUp()
    {
        lock (_gate)
        {
            if (!_isOver && !_isHangingUp)
            {
                _isHangingUp = true;
                TrySay(ClientFrame.Closing(Normal));
            }
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            End("aborted");
        }
    }

    private void PlayDue(TimeSpan chunk)
    {
        if (!Flush())
        {
            return;
        }

        var now = clock.Now;
        for (; Due <= now; Due += chunk)
        {
            if (!script.IsReady)
            {
                continue; // before that, sound has no meaning
            }

            var sentAt = clock.Now;
            if (!TrySend(frames[script.Next(sentAt)]))
            {
                book.Page.HeldBack.Add();
                return;
            }

            script.Sent(sentAt);
        }

        if (script.Probe(now) is { } probe)
        {
            Say(probe);
        }
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellation)
    {
        var count = await wire.ReceiveAsync(reader.Free, cancellation);
        _arrivedAt = clock.Now;
        reader.Add(count);
        return count > 0;
    }

    private bool TakeMessage()
    {
        if (IsOver || !reader.TryRead(out var opcode, out var payload))
        {
            return false;
        }

        lock (_gate)
        {
            switch (opcode)
            {
                case ClientFrame.Text when !_isHangingUp:
                    Hear(EventScan.Read(payload));
                    break;
                case ClientFrame.Ping:
                    TrySay(ClientFrame.Of(ClientFrame.Pong, payload));
                    break;
                case ClientFrame.Close:
                    TrySay(ClientFrame.Of(ClientFrame.Close, payload.Length >= sizeof(ushort) ? payload[..sizeof(ushort)] : default));
                    End(payload.Length >= sizeof(ushort) ? $"{BinaryPrimitives.ReadUInt16BigEndian(payload)}" : "without a code");
                    break;
            }
        }

        return true;
    }

    private void Hear(in ServerSign sign)
    {
        if (sign.Kind is EventKind.SessionCreated or EventKind.Error)
        {
            _opened.TrySetResult((_arrivedAt, sign.Kind == EventKind.Error ? sign.Code ?? "an error without a code" : null));
        }

        foreach (var said in script.Heard(sign, _arrivedAt))
        {
            Say(said);
        }
    }

    private void Say(ClientEvent said) => TrySay(CallFrames.Of(said, dialect));

    private void TrySay(ReadOnlyMemory<byte> frame)
    {
        _words.Enqueue(frame);
        try
        {
            Flush();
        }
        catch (IOException)
        {
            End("lost");
        }
    }

    // words go before sound, and after the frame that is under way
    private bool Flush()
    {
        while (true)
        {
            if (!_rest.IsEmpty)
            {
                _rest = _rest[wire.Send(_rest.Span)..];
                if (!_rest.IsEmpty)
                {
                    return false;
                }
            }

            if (!_words.TryDequeue(out _rest))
            {
                return true;
            }
        }
    }

    /// <returns>Whether it is on its way, if only in part.</returns>
    private bool TrySend(ReadOnlyMemory<byte> frame)
    {
        if (!_rest.IsEmpty)
        {
            return false;
        }

        var sent = wire.Send(frame.Span);
        _rest = sent == 0 ? default : frame[sent..];
        return sent > 0;
    }

    private void End(string code)
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        if (!_opened.TrySetResult((clock.Now, $"closed: {code}")) && !_isHangingUp)
        {
            book.Page.Closes.Add(code);
        }

        wire.Dispose();
    }
}

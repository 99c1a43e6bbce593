namespace Parley.Connections;

/// <summary>How a connection ends.</summary>
/// <param name="Cause">In a word, for those who count.</param>
internal sealed record CloseFrame(int Code, string Reason, string Cause = "")
{
    /// <summary>The client vanished; no such frame is ever sent.</summary>
    public static readonly CloseFrame Lost = new(Abnormal, "", "client_lost");

    /// <summary>The client took nothing for too long and is cut off; no such frame is ever sent.</summary>
    public static readonly CloseFrame Stalled = new(Abnormal, "", "client_stalled");

    /// <summary>The client broke the rules of WebSockets, which it has been told already.</summary>
    public static readonly CloseFrame Broken = new(ProtocolError, "", "protocol_error");

    public static readonly CloseFrame Failed = new(ServerFailed, "The server failed.", "server_failed");

    public const int ProtocolError = 1002;
    public const int Abnormal = 1006;
    public const int InvalidPayload = 1007;
    public const int MessageTooBig = 1009;
    public const int ServerFailed = 1011;
    public const int TryAgainLater = 1013;
    public const int InvalidKey = 3000;
    public const int Forbidden = 3003;
    public const int InvalidRequest = 4000;

    private const int MaxReasonBytes = 123;

    /// <summary>The reason as far as a close frame can hold it.</summary>
    public string ShortReason
    {
        get
        {
            var length = 0;
            var bytes = 0;
            foreach (var rune in Reason.EnumerateRunes())
            {
                if ((bytes += rune.Utf8SequenceLength) > MaxReasonBytes)
                {
                    break;
                }

                length += rune.Utf16SequenceLength;
            }

            return Reason[..length];
        }
    }
}

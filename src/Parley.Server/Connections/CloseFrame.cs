namespace Parley.Connections;

/// <summary>How a connection ends.</summary>
internal sealed record CloseFrame(int Code, string Reason)
{
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

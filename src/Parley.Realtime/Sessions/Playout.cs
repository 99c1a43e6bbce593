using Parley.Responding;

namespace Parley.Sessions;

/// <summary>When a listener who plays all he is sent at its own pace will have played it.</summary>
internal sealed class Playout
{
    private DateTimeOffset _endsAt;
    private Response? _of;
    private int _countedMs;

    public void Sent(Response response, DateTimeOffset at)
    {
        if (_of != response)
        {
            _of = response;
            _countedMs = 0;
        }

        var start = _endsAt > at ? _endsAt : at;
        _endsAt = start + TimeSpan.FromMilliseconds(response.SoundedMs - _countedMs);
        _countedMs = response.SoundedMs;
    }

    /// <summary>The listener stops playing.</summary>
    public void Stop(DateTimeOffset at) => _endsAt = at;

    public TimeSpan Remaining(DateTimeOffset at) => _endsAt > at ? _endsAt - at : TimeSpan.Zero;
}

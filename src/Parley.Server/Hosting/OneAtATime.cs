using System.Security.Cryptography;
using System.Text;

namespace Parley.Hosting;

/// <summary>A turn among all processes of this user that want to change the same folder; disposing it lets the next one in.</summary>
internal sealed class OneAtATime : IDisposable
{
    private readonly Mutex _turn;

    private OneAtATime(Mutex turn) => _turn = turn;

    /// <summary>Waits for the turn. To be given back by the thread that took it.</summary>
    public static OneAtATime In(string folder)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))).AsSpan(0, 8));
        var turn = new Mutex(initiallyOwned: false, $"parley-{name}", new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // its last holder died: the turn is ours
        }

        return new(turn);
    }

    public void Dispose()
    {
        _turn.ReleaseMutex();
        _turn.Dispose();
    }
}

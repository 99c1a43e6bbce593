using System.Runtime.InteropServices;

namespace Parley.Terminals;

/// <summary>Ctrl-C and SIGTERM as a token: the first asks the command to end, a second one ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signal;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
    ];

    public CancellationToken Token => _asked.Token;

    public bool IsTerminated => _signal == (int)PosixSignal.SIGTERM;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _asked.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        if (Interlocked.CompareExchange(ref _signal, (int)context.Signal, 0) == 0)
        {
            context.Cancel = true;
            _asked.Cancel();
        }
    }
}

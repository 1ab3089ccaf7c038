using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>
/// Ctrl-C once: stop after this step; twice: cancel it. A closed terminal stops after this step, and the run waits to be resumed; SIGTERM cancels at once.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="said">Tells the operator what the signal does.</param>
    public Signals(RunControl control, Action<string> said)
    {
        _registrations =
        [
            On(PosixSignal.SIGINT, () =>
            {
                said(control.StopRequested ? "cancelling this step" : "stopping after this step; Ctrl-C again cancels it");
                control.Request();
            }),
            On(PosixSignal.SIGHUP, control.Leave),
            On(PosixSignal.SIGTERM, () =>
            {
                control.Request();
                control.Request();
            }),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });
}

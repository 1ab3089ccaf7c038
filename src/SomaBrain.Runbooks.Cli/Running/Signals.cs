using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>
/// Ctrl-C once: stop after this step; twice: cancel it. A closed terminal stops after this step; SIGTERM cancels at once.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="said">Tells the operator what the signal does.</param>
    public Signals(RunControl control, Action<string> said)
    {
        _registrations =
        [
            On(PosixSignal.SIGINT, () => said(control.StopRequested ? "cancelling this step" : "stopping after this step; Ctrl-C again cancels it")),
            On(PosixSignal.SIGHUP, () => { }),
            On(PosixSignal.SIGTERM, control.Request),
        ];

        PosixSignalRegistration On(PosixSignal signal, Action before) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            before();
            control.Request();
        });
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }
}

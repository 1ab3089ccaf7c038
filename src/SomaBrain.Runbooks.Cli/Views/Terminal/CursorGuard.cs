using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.Cli.Views.Terminal;

/// <summary>
/// Hides the cursor while a live line is drawn, and shows it again whatever ends or stops the program short of SIGKILL.
/// After the first signal it stays visible, as nobody knows whether the program lives on.
/// </summary>
public sealed class CursorGuard : IDisposable
{
    private static readonly PosixSignal[] Signals =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT, PosixSignal.SIGTSTP];

    private readonly Channel _screen;
    private readonly PosixSignalRegistration[] _registrations;
    private bool _signalled;
    private bool _hidden;

    public CursorGuard(Channel screen)
    {
        _screen = screen;
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, _ => OnSignal()))];
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public void Hide()
    {
        if (!_signalled && !_hidden)
        {
            _hidden = true;
            _screen.Write("\e[?25l");
        }
    }

    public void Show()
    {
        if (_hidden)
        {
            _hidden = false;
            _screen.Write("\e[?25h");
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        Show();
    }

    private void OnSignal()
    {
        _signalled = true;
        Show();
    }

    private void OnExit(object? sender, EventArgs e) => Show();
}

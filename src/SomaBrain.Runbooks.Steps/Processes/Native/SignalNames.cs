using System.Globalization;

namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>Names for people; the numbers above 15 are Linux's.</summary>
internal static class SignalNames
{
    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    internal static string Of(int signal) => signal > 0 && signal < Names.Length && (Posix.IsLinux || signal <= 15)
        ? Names[signal]
        : string.Create(CultureInfo.InvariantCulture, $"signal {signal}");
}

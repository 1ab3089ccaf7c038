using System.Diagnostics;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>
/// A tiny shell that outlives us and then cleans up: it reads a pipe whose other end only we hold, and the kernel closes that
/// end however we die. (PR_SET_PDEATHSIG would be shorter and is wrong here: it fires when the *thread* ends that started the child,
/// a pool's thread ends when it has nothing to do, and pg_ctl's server is no child of ours at all.)
/// </summary>
internal sealed class Watchdog : IAsyncDisposable
{
    /// <summary>$1 is the scratch directory. A server is ended only where it works in that directory, as in <see cref="Postmaster"/>.</summary>
    private const string Script = """
        exec >/dev/null 2>&1
        trap '' HUP INT QUIT TERM TSTP
        read -r word
        [ "$word" = released ] && exit 0
        try=0
        while [ -d "$1" ] && [ "$try" -lt 40 ]; do
            try=$((try + 1))
            for file in "$1"/*/data/postmaster.pid; do
                pid=
                read -r pid <"$file"
                [ -n "$pid" ] || continue
                [ ! -d /proc/self ] || [ "$(readlink "/proc/$pid/cwd")" = "${file%/postmaster.pid}" ] || continue
                if [ "$try" -lt 35 ]; then kill -QUIT "$pid"; kill -CONT "$pid"; else kill -KILL "$pid"; fi
            done
            sleep 0.2 || sleep 1
            alive=
            for file in "$1"/*/data/postmaster.pid; do [ -e "$file" ] && alive=1; done
            [ -n "$alive" ] && [ "$try" -lt 38 ] && [ "$try" -gt 0 ] && continue
            for file in "$1"/*/data; do [ -L "$file" ] || umount -l "$file"; done
            rm -rf -- "$1"
        done
        """;

    private readonly Process _shell;

    private Watchdog(Process shell) => _shell = shell;

    public static Watchdog Start(string directory)
    {
        var words = Launcher.OwnSession.Concat(["sh", "-c", Script, "runbook-scratch-watchdog", directory]).ToList();
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, WorkingDirectory = "/" };
        return new(Process.Start(start)!);
    }

    /// <summary>Sends the watchdog home: the cluster has been removed by us.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _shell.StandardInput.WriteAsync("released\n");
            await _shell.StandardInput.FlushAsync();
            _shell.StandardInput.Close();
            await _shell.WaitForExitAsync();
        }
        catch (IOException)
        {
            // Somebody ended the watchdog; there is nothing left for it to do.
        }

        _shell.Dispose();
    }
}

namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>The commands that read an argument as a program, and those that only start another command.</summary>
internal static class Interpreters
{
    private const string AsArgument = "hand it over as an argument behind the program, or through `env:`";

    private static readonly Interpreter[] Anywhere =
    [
        new("sh bash dash ash zsh ksh mksh", "c1o:O:", "", Operands.Own, "hand it over as an argument, `[sh, -c, 'rm \"$1\"', sh, \"{{ … }}\"]`, or through `env:`"),
        new("su", "c!s:g:G:w:", "command! session-command!", Operands.Mixed, "hand it over through `env:`, or write `user:` beside the command itself"),
        new("python", "c!m.W:X:", "", Operands.Own, AsArgument),
        new("perl", "e!E!M=m=I:F=i=x=C=D=d=", "", Operands.Own, AsArgument),
        new("ruby", "e!r:I:C=E=F=K=T=W=i=x=", "", Operands.Own, AsArgument),
        new("node nodejs", "p1e!r:", "eval! print! require: import:", Operands.Own, AsArgument),
        new("psql", "c!d:f:h:p:U:v:P:F:R:o:L:T:", "command!", Operands.Mixed, "write an `sql` step, in which a hole is a value"),
    ];

    /// <summary>Their names are words that stand in other commands, too: known only where a command stands.</summary>
    private static readonly Interpreter[] AsCommand =
    [
        new("runuser", "c!u;s:g:G:w:", "command! session-command! user;", Operands.Mixed, "hand it over through `env:`, or write `user:` beside the command itself"),
        new("php", "r!B!R!E!d:c:z:f.", "run! process-begin! process-code! process-end! file.", Operands.Own, AsArgument),
        new("lua luajit", "e!l:", "", Operands.Own, AsArgument),
        new("awk gawk mawk nawk", "f;v:F:e!i:l:E.W:", "file; assign: field-separator: source! include: load: exec.", Operands.Program, "hand it over as a variable, `[awk, -v, \"n={{ … }}\", '$1 == n']`"),
        new("sed gsed", "e!f;l:i=", "expression! file; line-length:", Operands.Program, "use `awk`, which takes a value as a variable, `[awk, -v, \"n={{ … }}\", '$1 == n']`"),
        new("ssh", "B:b:c:D:E:e:F:I:i:J:L:l:m:O:o:p:Q:R:S:W:w:", "", Operands.ProgramBehindFirst, "the shell over there reads it; hand it over through `stdin:`"),
        new("watch", "x,n:q:", "exec, interval: equexit:", Operands.Programs, "a shell reads it; take `-x`, or hand it over through `env:`"),
        new("script", "c!I:O:B:T:m:E:o:", "command!", Operands.Mixed, "hand it over through `env:`"),
        new("flock", "c!w:E:", "command! timeout: wait: conflict-exit-code:", Operands.CommandBehindFirst, "write the command as arguments, without `-c`"),
        new("env", "S!u:C:", "split-string! unset: chdir:", Operands.Command, "write the command as arguments, without `-S`"),
        new("sudo", "u:g:h:p:C:D:R:T:U:r:t:", "user: group: host: chdir: chroot: prompt: role: type:", Operands.Command, ""),
        new("doas", "u:C:a:", "", Operands.Command, ""),
        new("xargs", "I:n:P:L:d:s:E:a:i=l=e=", "max-args: max-procs: max-lines= delimiter: arg-file: max-chars:", Operands.Command, ""),
        new("timeout", "k:s:", "kill-after: signal:", Operands.CommandBehindFirst, ""),
        new("chroot gosu su-exec", "", "", Operands.CommandBehindFirst, ""),
        new("setpriv", "d,", "reuid: regid: ruid: euid: rgid: egid: groups: inh-caps: ambient-caps: bounding-set: securebits: pdeathsig: selinux-label: apparmor-profile:", Operands.Command, ""),
        new("nice ionice", "n:c:", "adjustment: class: classdata:", Operands.Command, ""),
        new("nohup setsid busybox", "", "", Operands.Command, ""),
        new("time", "f:o:", "format: output:", Operands.Command, ""),
        new("stdbuf", "i:o:e:", "input: output: error:", Operands.Command, ""),
        new("nsenter unshare", "t:S:G:R:w:", "target: setuid: setgid:", Operands.Command, ""),
        new("systemd-run", "u:p:E:M:H:", "unit: property: setenv: machine: host: uid: gid: slice: description: working-directory:", Operands.Command, ""),
    ];

    /// <param name="isCommand">Nothing but such a command can stand there.</param>
    public static Interpreter? Named(string argument, bool isCommand)
    {
        var name = argument[(argument.LastIndexOf('/') + 1)..].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        return name.Length == 0 ? null : Named(name, Anywhere) ?? (isCommand ? Named(name, AsCommand) : null);
    }

    private static Interpreter? Named(string name, Interpreter[] among) => Array.Find(among, one => Array.IndexOf(one.Names.Split(' '), name) >= 0);
}

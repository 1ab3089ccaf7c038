namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>
/// `user:` of a program that is not root, by the real `sudo`: the program runs as `daemon`, whom a rule of the test lets become `nobody`.
/// Only root can set that up.
/// </summary>
public sealed class OtherUsers(FaultServer server) : IDisposable
{
    private readonly string _rule = $"/etc/sudoers.d/runbook-test-{Guid.NewGuid():N}";

    public void Dispose()
    {
        if (File.Exists(_rule)) // the folder is not there either where the tests are skipped
        {
            File.Delete(_rule);
        }
    }

    [Fact]
    public void A_command_gets_its_environment_its_input_and_a_password_file_through_sudo()
    {
        using var lab = Lab("""
              - id: it
                effect: read
                user: nobody
                env: { A: "it's {{ params.pw }}" }
                stdin: "one two"
                shell: |
                  id -un; printf '%s\n' "${#A}" "$USER" "$PGDATABASE"; cat; echo; stat -c '%U %a' "$PGPASSFILE"; env | grep -c RUNBOOK_STATE || :
              - note: "{{ join(steps.it.lines, ',') }}"
              - { id: argv, effect: read, user: nobody, shell: [printf, "%s|", "a b", "it's"] }
            """);

        var result = Run(lab).Exits(0);
        result.Says("nobody,16,nobody,postgres,one two,nobody 600,0").Says("a b|it's|").NeverShows("hunter2-abc").NeverShows(FaultServer.Password);
        Assert.DoesNotContain(Directory.EnumerateFiles("/tmp", "tmp.*"), file => File.GetLastWriteTimeUtc(file) > DateTime.UtcNow.AddMinutes(-1) && Holds(file, FaultServer.Password));
    }

    [Fact]
    public void What_takes_too_long_is_ended_though_it_is_another_users()
    {
        using var lab = Lab("  - { effect: write, shell: [true] }\n  - { id: it, effect: write, user: nobody, timeout: 2s, shell: \"sleep 471147; true\" }");

        Run(lab).Exits(7).Says("took longer than its timeout").NeverShows("still alive").NeverShows("compgen");
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), process => Read(Path.Combine(process, "cmdline")) == "sleep\0" + "471147\0");
    }

    [Fact]
    public void Whom_no_rule_lets_become_another_is_told_so()
    {
        using var lab = Lab("  - { effect: read, user: root, shell: [id] }");

        Run(lab).Exits(1).Says("sudo: a password is required");
    }

    [Fact]
    public void A_directory_that_is_closed_to_us_is_entered_as_the_other()
    {
        using var lab = Lab("  - { effect: read, user: nobody, cwd: /tmp/closed-to-daemon, shell: [pwd] }\n  - { effect: read, user: nobody, cwd: /no/such, shell: [pwd] }");
        Directory.CreateDirectory("/tmp/closed-to-daemon", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal(0, Chown("nobody", "/tmp/closed-to-daemon"));
            Run(lab).Exits(1).Says("pwd - /tmp/closed-to-daemon").Says("/no/such: No such file or directory");
        }
        finally
        {
            Directory.Delete("/tmp/closed-to-daemon");
        }
    }

    private Lab Lab(string steps)
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/sudo") && Directory.Exists("/etc/sudoers.d"), "only root can let one user become another, by sudo");
        File.WriteAllText(_rule, "daemon ALL=(nobody) NOPASSWD: ALL\n");
        File.SetUnixFileMode(_rule, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var lab = new Lab().Steps(steps, "params: { pw: { type: secret, from: 'env:PW' } }\n");
        Assert.Equal(0, Chown("daemon", lab.Folder.Path));
        return lab;
    }

    private RunbookResult Run(Lab lab)
    {
        using var running = lab.Script(
            $"exec setpriv --reuid=daemon --regid=daemon --clear-groups env PW=hunter2-abc HOME=$PWD \"$R\" run x.yaml --target '{server.OverTcp(FaultServer.Password)}'", "");
        return running.Ends();
    }

    private static int Chown(string user, string folder)
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", user, folder]);
        chown.WaitForExit();
        return chown.ExitCode;
    }

    private static bool Holds(string file, string text) => Read(file)?.Contains(text, StringComparison.Ordinal) == true;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

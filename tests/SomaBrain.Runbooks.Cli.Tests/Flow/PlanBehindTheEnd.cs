namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>A plan shows all of a playbook, and where the run would end.</summary>
public static class PlanBehindTheEnd
{
    private const string Playbook = """
        runbook: 1
        title: t
        params: { d: { type: string, default: prod } }
        steps:
          - { id: made, effect: read, shell: [touch, one] }
          - { id: sum, assert: 1 == 2 }
          - { id: read, effect: read, shell: [touch, two] }
          - { title: "Empty {{ params.d }}", effect: write, timeout: 5m, shell: [rm, "{{ params.d }}", "{{ steps.read.stdout }}"] }
        finally:
          - { effect: read, shell: [touch, last] }

        """;

    [Fact]
    public static void Nothing_of_it_is_run_and_the_place_is_marked()
    {
        using var folder = new TempFolder();
        var plan = Runbook.In(folder).File("x.yaml", Playbook).Run("plan", "x.yaml").Exits(4);

        Assert.Equal((true, false, true), (File.Exists(folder["one"]), File.Exists(folder["two"]), File.Exists(folder["last"])));
        plan.Prints("""
              write   4  Empty prod  not reached

            executed      1         made  touch one
            executed      2         sum  1 == 2
                                    ! the run would end here with code 4
            not simulated 3         read  touch two
                                    not reached: step sum would fail
            not simulated 4         shell  Empty prod
                                    timeout 5m
                                    not reached: step sum would fail
                                    | rm prod (known after step read)

            Finally, whatever became of the steps above:
            executed      finally.1 shell  touch last

            """).Prints("Attention: the run would end at step 2 (sum) with code 4.");
    }

    [Fact]
    public static void Other_forms_say_it_too()
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder).File("x.yaml", Playbook);

        program.Run("plan", "x.yaml", "--format", "markdown").Exits(4)
            .Prints("- **write** 4: Empty prod _not reached_\n")
            .Prints("| 2 (sum) | assert | read | executed | 1 == 2<br>❌ **the run would end here with code 4** |")
            .Prints("#### 4 (not reached)\n");
        program.Run("plan", "x.yaml", "--format", "json").Exits(4)
            .Prints("\"grade\": \"not simulated\",\n      \"reached\": false,\n      \"on\": \"db\",\n      \"reason\": \"not reached: step sum would fail\",\n      \"rendered\": {\n        \"text\": \"touch two\"");
    }

    [Fact]
    public static void A_server_that_says_nothing_is_waited_for_once()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var folder = new TempFolder();
        Runbook.In(folder).File("x.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sql: INSERT INTO t VALUES (1)\n  - { sql: INSERT INTO t VALUES (1), database: other }\n")
            .Run("plan", "x.yaml", "--target", $"host=127.0.0.1 port={((System.Net.IPEndPoint)silent.LocalEndpoint).Port} user=x dbname=y sslmode=disable connect_timeout=2").Exits(0).Prints("nobody answers there now");

        using var once = silent.AcceptSocket();
        Assert.False(silent.Pending());
    }
}

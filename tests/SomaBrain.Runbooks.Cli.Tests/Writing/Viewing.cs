using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Writing;

/// <summary>`runbook view`: a playbook for those who read it on paper, or in a wiki.</summary>
public sealed class Viewing
{
    private const string Playbook = """"
        runbook: 1
        title: Archive old *logs*
        summary: Moves rows & loses none.
        owner: dba
        tags: [maintenance]
        effect: write
        references: [operations.md#archive]
        params:
          days: { type: integer, default: 30, min: 1, max: 365, help: Older rows go. }
          mode: { type: enum, values: [fast, safe] }
          of: { type: list, of: integer, optional: true }
          name: { type: string, pattern: "[a-z]|b" }
          secret: { type: secret, from: "env:X" }
        targets:
          db: { role: primary, version: ">=13", database: somabrain }
          other: { may_be_down: true }
          copy: { connect: "host=/tmp port={{ params.days }}" }
        vars:
          half: "{{ params.days / 2 }}"
        defaults: { timeout: 1m, retry: { times: 2, on: ["40001", "40P01"] } }
        lock: nightly | archive
        after_failure: undo
        outputs:
          moved: "{{ steps.gone.affected }}"
        steps:
          - id: old
            title: Count
            help: |
              # Not a heading
              So that *nobody* is <b>surprised</b>: 1 < 2, `role<TAB>key`.
            sql: |
              SELECT count(*)
              FROM audit_log -- ```
          - branch:
              - when: steps.old.value == 0
                steps:
                  - note: |
                      Nothing to do.
                      Really `nothing`.
              - when: params.mode == 'fast'
                steps:
                  - shell: [rm, -rf, "{{ params.name }}"]
                    effect: write
                    on: other
            else:
              - confirm: Move {{ steps.old.value }} rows?
                phrase: "{{ params.name }}"
              - id: moved
                for_each: params.of
                as: day
                retry: { times: 3, delay: 1s, on: ["40001"] }
                sql: DELETE FROM audit_log WHERE id = {{ day }}
          - id: gone
            title: "Take `audit_log` to 5 * {{ vars.half }}, [a](b) and [0] #1 <b> & a_b _c_ $1 {{ params.of }}"
            repeat: { until: steps.gone.affected == 0, max: 100, every: 1s }
            done_when: { sql: "SELECT false", timeout: 1s }
            timeout: 5m
            on_failure: continue
            sql: DELETE FROM audit_log WHERE id < 7
            affected: "0..100"
            undo:
              - sql: INSERT INTO audit_log (id) VALUES (7)
          - block:
              - call: other.yaml
                with: { days: 1, list: [1, 2] }
                targets: { db: other }
            rescue:
              - shell: [sh]
                effect: write
                stdin: |
                  set -e
                  exit 0 # not more
          - assert: [steps.old.value == 0, "'`' == '`'"]
            message: some are left
        finally:
          - note: Ended.
        """";

    private const string Called = """
        runbook: 1
        title: Something else
        effect: read
        params:
          days: { type: integer }
          list: { type: list, of: integer, default: [1] }
        steps:
          - note: "{{ params.days }} {{ params.list }}"
        """;

    [Fact]
    public void As_Markdown() => Approved.Text(View("x.yaml"), Scrubber.Nothing);

    [Fact]
    public void On_paper() => Approved.Text(View("x.yaml", "--paper"), Scrubber.Nothing);

    [Fact]
    public void Steps_work_on_the_target_of_the_defaults()
    {
        using var lab = new Lab().Steps("  - sql: SELECT 1", "effect: read\ndefaults: { on: dst }\ntargets: { src: {}, dst: {} }\n");
        lab.Program.Run("view", "x.yaml").Exits(0).Prints("Steps work on `dst` unless it is said otherwise.");
    }

    /// <summary>Without its `#` a comment would be a command.</summary>
    [Fact]
    public void What_stands_in_a_block_of_code_is_left_as_it_is_and_one_left_open_is_closed()
    {
        using var lab = new Lab().Steps("""
              - help: |
                  # Why
                  ~~~sh
                  # do not: rm -rf /srv
                  ```
                  ls
                note: x
              - note: y
            """);
        foreach (var how in new[] { "--no-color", "--paper" })
        {
            lab.Program.Run("view", "x.yaml", how).Exits(0).Prints("Why\n").Prints("~~~sh\n").Prints("# do not: rm -rf /srv\n").Prints("ls\n").Prints("~~~\n");
        }
    }

    [Fact]
    public void A_wrong_playbook_is_not_shown_but_its_errors_are()
    {
        using var lab = new Lab().Steps("  - sqll: x");
        Assert.Equal("", Lab.Checked(lab.Program.Run("view", "x.yaml")).Exits(3).Says("RB103").Output);
    }

    private static string View(params string[] arguments)
    {
        using var lab = new Lab();
        lab.Folder.Write("x.yaml", Playbook);
        lab.Folder.Write("other.yaml", Called);
        return Lab.Checked(lab.Program.Run(["view", .. arguments])).Exits(0).Output;
    }
}

using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.BadInput;

/// <summary>Whatever is misspelt, given twice or of a wrong type, at every depth: all of it is told at once.</summary>
public sealed class WrongKeys
{
    [Fact]
    public void All_that_is_wrong_is_told_together()
    {
        using var lab = new Lab();
        lab.Folder.Write(
            "x.yaml",
            """"
            runbook: 1
            titel: x
            title: keys
            title: again
            params:
              a: { typ: integer, defualt: 3 }
              b: { type: intger }
              c: { type: integer, default: no }
              c: { type: string }
              d: { type: enum }
              e: { type: secret, default: abc }
            targets:
              db: { rol: primary }
              other: { role: master, version: abc }
            defaults: { timout: 3s, lock_timeout: soon }
            effect: reed
            steps:
              - sqll: SELECT 1
              - sql: SELECT 1
                timout: 3s
                retry: { tims: 3, delay: 1 }
              - id: r
                sql: SELECT 1 AS y
                repeat: { untill: true, max: 3, evry: 1s }
              - branch:
                  - { wehn: "true", steps: [ { note: hi, titel: x } ] }
                elsee: []
              - metric: m
                valu: 1
                value: 1
                labels: { A-b: x, a: [1] }
                unit: 3
                warn: "valu > 3"
              - confirm: 3
                phrse: x
              - assert: "steps.r.row.y = 1"
              - shell: [ls]
              - shell: ls
                effect: read
                env: [a]
                exit: yes
                stdn: x
              - note: [a]
              - sql: "SELECT '{{ params.a }}'"
              - sql: SELECT {{ params.aa }} + {{ steps.rr.row.x }} + {{ steps.r.rwo.x }}
              - sql: SELECT 1; COMMIT; DROP TABLE x
                effect: read
              - sql: SELECT 1
                note: hi
              - {}
              - foo
              - id: When
                sql: SELECT 1
                "on": dbb
            finaly: []
            """");
        var result = Lab.Checked(lab.Program.Run("lint", "x.yaml")).Exits(3);
        Assert.Equal("", result.Output);
        Approved.Text(result.Errors);
        Assert.Equal(result.Errors, lab.Program.Run("run", "x.yaml", "--target", "scratch").Exits(3).Errors);
        Assert.False(Directory.Exists(lab.State), "nothing was begun");
    }

    [Theory]
    [InlineData("sql: \"SELECT '{{ params.a }}'\"", "RB301", "remove the quotes: a hole is a value, and needs none")]
    [InlineData("sql: SELECT 1 /* {{ params.a }} */", "RB302", "take it out of the comment")]
    [InlineData("sql: SELECT x{{ params.a }}", "RB303", "leave a space around it")]
    [InlineData("sql: SELECT $1", "RB304", "{{ params.x }}")]
    [InlineData("sql: \"SELECT 'abc\"", "RB305", "a quote or a comment that is not closed")]
    [InlineData("sql: COPY t FROM STDIN", "RB308", "psql")]
    [InlineData("sql: VACUUM", "RB310", "transaction: false")]
    [InlineData("sql: SELECT 1; COMMIT", "RB307", "a step is one transaction")]
    [InlineData("sql: SELECT {{ params.aa }}", "RB231", "did you mean `a`?")]
    [InlineData("sql: SELECT {{ paramz.a }}", "RB230", "did you mean `params`?")]
    [InlineData("sqll: SELECT 1", "RB103", "did you mean `sql`?")]
    [InlineData("mail: x", "RB103", "a step has exactly one of")]
    [InlineData("metric: m\n    value: 1\n    labels: { Bad-Name: x }", "RB129", "use lower-case letters")]
    public void A_step_that_is_wrong_says_what_to_do(string step, string code, string hint)
    {
        using var lab = new Lab().Steps($"  - {step}", "params: { a: { type: string }, s: { type: secret, from: env:NOT_THERE } }\n");
        Lab.Checked(lab.Program.Run("lint", "x.yaml")).Exits(3).Says($"error[{code}]").Says("hint: ").Says(hint);
    }
}

using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Secrecy;

/// <summary>What is computed of a secret, and what comes back from a server with one in it.</summary>
public sealed class Computed(FaultServer server)
{
    private const string Document = """{"user":"app","password":"tr0ub4dor-inner"}""";
    private const string Inner = "tr0ub4dor-inner";

    private readonly string _target = server.NewTarget();

    [Theory]
    [InlineData("  - { shell: cat, stdin: \"{{ steps.one.value }}\", effect: read }")]
    [InlineData("  - { shell: \"printf %s \\\"$P\\\" | base64\", env: { P: \"{{ steps.one.value }}\" }, effect: read }")]
    [InlineData("  - { shell: \"echo $P >&2; exit 1\", env: { P: \"so {{ steps.one.value }}\" }, effect: read }")]
    [InlineData("  - sql: SELECT {{ steps.one.value }}::text AS echo")]
    [InlineData("  - sql: SELECT {{ steps.one.value }}::text::integer")]
    public void A_sensitive_result_is_masked_in_what_gets_it(string steps)
    {
        using var lab = Lab($"  - {{ id: one, sql: \"SELECT {{{{ params.doc }}}}::text::json ->> 'password' AS token\", sensitive: true }}\n{steps}");
        var result = Program(lab).Run("run", "x.yaml", "--target", _target);
        result.Says("ok        1 one").Says(" 2 ").NeverShows(Inner).NeverShows(Convert.ToBase64String("tr0ub4dor-inner"u8));
        Program(lab).Run("show", "last", "--format", "json").NeverShows(Inner);
        Program(lab).Run("plan", "x.yaml", "--target", _target, "--format", "json").NeverShows(Inner);
        Assert.All(Directory.EnumerateFiles(lab.State, "*", SearchOption.AllDirectories), path => Assert.DoesNotContain(Inner, File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_that_holds_a_secret_is_computed_with_and_shown_as_its_name()
    {
        using var lab = Lab("  - { id: one, sql: \"SELECT {{ params.doc }} AS doc, 7 AS n\" }\n  - assert: steps.one.row.doc == params.doc\n  - assert: steps.one.row.n == 7\n");
        Program(lab).Run("run", "x.yaml", "--target", _target).Exits(0).NeverShows(Inner);
        Program(lab).Run("show", "last", "--format", "json").Exits(0).Prints("{\"$secret\":\"steps.one.doc\"}");
    }

    [Theory]
    [InlineData("cwd: \"/{{ params.doc }}\"")]
    [InlineData("database: \"{{ params.doc }}\"")]
    public void What_others_would_see_takes_no_secret(string option)
    {
        using var lab = Lab($"  - shell: cat\n    effect: read\n    {option}");
        Program(lab).Run("run", "x.yaml", "--target", _target).NeverShows(Inner).Says("secret `params.doc`");
    }

    private static Lab Lab(string steps) => new Lab().Steps(steps, "params:\n  doc: { type: secret, from: 'env:DOC' }\n");

    private static Runbook Program(Lab lab) => lab.Program.Environment("DOC", Document);
}

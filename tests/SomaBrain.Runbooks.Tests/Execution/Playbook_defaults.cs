using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Sql;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Playbook_defaults
{
    private const string Defaults = "defaults: { timeout: 1m, statement_timeout: 30s, lock_timeout: 2s, retry: { times: 2, delay: 3s, on: [\"40001\"] }, on: replica, on_failure: continue }\n";
    private const string Own = "timeout: 5s, statement_timeout: 6s, lock_timeout: 7s, retry: { times: 9 }, on: db, on_failure: stop, ";

    [Theory]
    [InlineData(Defaults, "", 60, 30, 2, 2, "replica", OnFailure.Continue)]
    [InlineData(Defaults, Own, 5, 6, 7, 9, "db", OnFailure.Stop)]
    [InlineData("", "", null, null, 5, null, "db", OnFailure.Stop)]
    [InlineData("", Own, 5, 6, 7, 9, "db", OnFailure.Stop)]
    public void A_step_has_the_defaults_unless_it_says_otherwise(
        string defaults, string own, int? timeout, int? statement, int @lock, int? retries, string target, OnFailure onFailure)
    {
        var step = Steps($"targets: {{ db: {{}}, replica: {{}} }}\n{defaults}steps: [{{ {own}sql: SELECT 1 }}]")[0];

        Assert.Equal(
            (timeout, statement, @lock, retries, target, onFailure),
            (Seconds(step.Header.Timeout), Seconds(step.StatementTimeout), Seconds(step.LockTimeout), step.Header.Retry?.Times, step.Header.On, step.Header.OnFailure));
        Assert.Equal(defaults.Length > 0 && own.Length == 0, step.Header.Retry?.IsDefault ?? false);
    }

    [Fact]
    public void They_hold_for_steps_inside_of_others_and_at_the_end()
    {
        var steps = Steps($"targets: {{ db: {{}}, replica: {{}} }}\n{Defaults}steps: [{{ block: [{{ sql: SELECT 1 }}], rescue: [{{ sql: SELECT 2 }}] }}]\nfinally: [{{ sql: SELECT 3 }}]");

        Assert.Equal([60, 60, 60], steps.Select(step => Seconds(step.Header.Timeout)));
    }

    [Theory]
    [InlineData("timeout: never", "RB0")]
    [InlineData("on: nowhere", "RB107")]
    [InlineData("when: 1 == 1", "RB0")]
    [InlineData("on_failure: ignore", "RB0")]
    [InlineData("retry: { on: [\"40001\"] }", "RB0")]
    public void What_is_wrong_with_them_is_told(string key, string code)
    {
        var problems = new DiagnosticBag();

        new PlaybookReader(BuiltInSteps.ForReading()).Read(new Source("p.yaml", $"runbook: 1\ntitle: t\ndefaults: {{ {key} }}\nsteps: [{{ sql: SELECT 1 }}]"), problems);

        Assert.StartsWith(code, Assert.Single(problems).Code, StringComparison.Ordinal);
    }

    private static List<SqlStep> Steps(string text)
    {
        var problems = new DiagnosticBag();
        var playbook = new PlaybookReader(BuiltInSteps.ForReading()).Read(new Source("p.yaml", $"runbook: 1\ntitle: t\n{text}"), problems);
        Assert.Empty(problems);
        return [.. playbook!.AllSteps.OfType<SqlStep>()];
    }

    private static int? Seconds(TimeSpan? length) => length is { } known ? (int)known.TotalSeconds : null;
}

using SomaBrain.Runbooks.Cli.Testing;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Testing;

namespace SomaBrain.Runbooks.Cli.Views.Testing;

/// <summary>`runbook test --format json`.</summary>
public static class TestJson
{
    public static IEnumerable<string> Lines(IReadOnlyList<TestedPlaybook> tested) =>
        [CanonicalJson.Text(new Json.Object([new("passes", new Json.Boolean(tested.All(one => one.Passes))), new("playbooks", new Json.Array([.. tested.Select(Of)]))]))];

    private static Json.Object Of(TestedPlaybook playbook) => new Json.Object(
    [
        new("playbook", new Json.Text(playbook.Playbook)),
        new("fixture", new Json.Text(playbook.Fixture)),
        new("cases", new Json.Array([.. playbook.Cases.Select(Of)])),
        new("coverage", Of(playbook.Coverage)),
    ]);

    private static Json.Object Of(CaseResult one) => new Json.Object(
    [
        new("name", new Json.Text(one.Name)),
        new("passes", new Json.Boolean(one.Passes)),
        new("duration_us", new Json.Integer(one.Took.Ticks / TimeSpan.TicksPerMicrosecond)),
        new("problems", new Json.Array([.. one.Problems.Select(Of)])),
    ]);

    private static Json.Object Of(Diagnostic problem) => new Json.Object(
    [
        new("code", new Json.Text(problem.Code)),
        new("message", new Json.Text(problem.Message)),
        .. problem.Span is { } span
            ? [new("file", new Json.Text(span.File)), new("line", new Json.Integer(span.Start.Line)), new("column", new Json.Integer(span.Start.Column))]
            : Array.Empty<Json.Member>(),
        .. problem.Hint is { } hint ? [new("hint", new Json.Text(hint))] : Array.Empty<Json.Member>(),
    ]);

    private static Json.Object Of(Coverage coverage) => new Json.Object(
    [
        new("arms", new Json.Integer(coverage.Arms)),
        new("arms_taken", new Json.Integer(coverage.ArmsTaken)),
        new("steps", new Json.Integer(coverage.Steps)),
        new("steps_run", new Json.Integer(coverage.StepsRun)),
        new("not_taken", new Json.Array([.. coverage.NotTaken.Select(arm => new Json.Text(arm))])),
        new("not_run", new Json.Array([.. coverage.NotRun.Select(step => new Json.Text(step))])),
    ]);
}

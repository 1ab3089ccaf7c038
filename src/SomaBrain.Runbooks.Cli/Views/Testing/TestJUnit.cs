using System.Globalization;
using SomaBrain.Runbooks.Cli.Testing;
using SomaBrain.Runbooks.Cli.Views.Reports;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Testing;

namespace SomaBrain.Runbooks.Cli.Views.Testing;

/// <summary>`runbook test --format junit`: a playbook a suite, with its coverage as properties.</summary>
public static class TestJUnit
{
    public static IEnumerable<string> Lines(IReadOnlyList<TestedPlaybook> tested)
    {
        var page = new MarkupWriter().Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").Open("testsuites");
        foreach (var playbook in tested)
        {
            Suite(page, playbook);
        }

        return page.Close().ToString().TrimEnd('\n').Split('\n');
    }

    private static void Suite(MarkupWriter page, TestedPlaybook playbook)
    {
        page.Open(
            "testsuite",
            ("name", OneLine.Of(playbook.Playbook)), ("tests", Number(playbook.Cases.Length)), ("failures", Number(playbook.Cases.Count(one => !one.Passes))),
            ("time", Seconds(playbook.Cases.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Took))));
        page.Open("properties");
        foreach (var (name, value) in Properties(playbook.Coverage))
        {
            page.Empty("property", ("name", name), ("value", OneLine.Of(value)));
        }

        page.Close();
        foreach (var one in playbook.Cases)
        {
            Case(page, playbook, one);
        }

        page.Close();
    }

    private static IEnumerable<(string Name, string Value)> Properties(Coverage coverage) =>
    [
        ("arms", Number(coverage.Arms)), ("arms_taken", Number(coverage.ArmsTaken)), ("steps", Number(coverage.Steps)), ("steps_run", Number(coverage.StepsRun)),
        ("arms_not_taken", string.Join(", ", coverage.NotTaken)), ("steps_not_run", string.Join(", ", coverage.NotRun)),
    ];

    private static void Case(MarkupWriter page, TestedPlaybook playbook, CaseResult one)
    {
        page.Open(
            "testcase",
            ("classname", OneLine.Of(playbook.Playbook)), ("name", OneLine.Of(one.Name)), ("file", OneLine.Of(playbook.Fixture)), ("time", Seconds(one.Took)));
        foreach (var problem in one.Problems)
        {
            page.Element("failure", OneLine.Of($"{problem.Span} {problem.Hint}"), ("type", problem.Code), ("message", OneLine.Of(problem.Message)));
        }

        page.Close();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan length) => length.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}

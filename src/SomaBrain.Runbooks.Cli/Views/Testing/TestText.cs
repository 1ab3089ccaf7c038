using System.Globalization;
using SomaBrain.Runbooks.Cli.Testing;
using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Testing;

/// <summary>`runbook test`: a line a case, and how much of the playbook they come by.</summary>
public static class TestText
{
    private const int MostNamed = 10;

    public static IEnumerable<string> Lines(IReadOnlyList<TestedPlaybook> tested)
    {
        foreach (var playbook in tested)
        {
            yield return OneLine.Of($"{playbook.Playbook}: {playbook.Title}");
            foreach (var one in playbook.Cases)
            {
                yield return $"  {(one.Passes ? "ok" : "failed"),-6}  {OneLine.Of(one.Name)}";
            }

            var coverage = playbook.Coverage;
            yield return string.Create(CultureInfo.InvariantCulture, $"  arms {coverage.ArmsTaken} of {coverage.Arms}, steps {coverage.StepsRun} of {coverage.Steps}");
            foreach (var line in Named("never taken", coverage.NotTaken).Concat(Named("never run", coverage.NotRun)))
            {
                yield return line;
            }
        }

        var cases = tested.SelectMany(playbook => playbook.Cases).ToList();
        var failed = cases.Count(one => !one.Passes);
        yield return $"{cases.Count} {(cases.Count == 1 ? "case" : "cases")}, {(failed == 0 ? "all pass" : $"{failed} failed")}";
    }

    private static IEnumerable<string> Named(string what, IReadOnlyCollection<string> names) => names.Count == 0
        ? []
        : [OneLine.Of($"{what}: {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "")}").Insert(0, "  ")];
}

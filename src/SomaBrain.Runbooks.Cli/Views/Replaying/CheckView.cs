using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Replaying;

namespace SomaBrain.Runbooks.Cli.Views.Replaying;

/// <summary>`runbook replay RUN --check FILE`: the same, or the first thing that goes another way, with both sides.</summary>
public static class CheckView
{
    public static IEnumerable<string> Lines(string run, string playbook, ReplayResult result)
    {
        if (result.Divergence is not { } divergence)
        {
            yield return OneLine.Of($"{playbook} goes the way of run {run}: {Count(result.Compared)} compared, nothing diverges{(result.EndsEarly ? "; the record ends there" : "")}");
            foreach (var step in result.New)
            {
                yield return $"  new: step {step} goes well";
            }

            yield break;
        }

        yield return OneLine.Of($"{playbook} diverges from run {run} after {Count(result.Compared)}");
        yield return "  " + OneLine.Of($"{(divergence.Step is { } name ? $"step {name}: " : "")}{divergence.What}");
        foreach (var line in Side("recorded", divergence.Recorded).Concat(Side("now", divergence.Now)))
        {
            yield return line;
        }
    }

    public static Json ToJson(string run, string playbook, ReplayResult result) => new Json.Object(
    [
        new("run", new Json.Text(run)),
        new("playbook", new Json.Text(playbook)),
        new("same", new Json.Boolean(result.Divergence is null)),
        new("compared", new Json.Integer(result.Compared)),
        new("record_ends_early", new Json.Boolean(result.EndsEarly)),
        new("new", new Json.Array([.. result.New.Select(step => new Json.Text(step))])),
        .. result.Divergence is { } divergence
            ? [
                new("divergence", new Json.Object(
                [
                    new("kind", new Json.Text(Word(divergence.Kind))),
                    .. divergence.Step is { } step ? [new("step", new Json.Text(step))] : Array.Empty<Json.Member>(),
                    new("what", new Json.Text(divergence.What)),
                    new("recorded", new Json.Text(divergence.Recorded)),
                    new("now", new Json.Text(divergence.Now)),
                ])),
            ]
            : Array.Empty<Json.Member>(),
    ]);

    private static string Count(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    private static string Word(DivergenceKind kind) => kind switch
    {
        DivergenceKind.Parameter => "parameter",
        DivergenceKind.Var => "var",
        DivergenceKind.Missing => "missing",
        DivergenceKind.Unrecorded => "unrecorded",
        DivergenceKind.Skipped => "skipped",
        DivergenceKind.Arm => "arm",
        DivergenceKind.Rendered => "rendered",
        DivergenceKind.Outcome => "outcome",
        DivergenceKind.Undo => "undo",
        DivergenceKind.Outputs => "outputs",
        DivergenceKind.End => "end",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<string> Side(string name, string text) =>
        text.Split('\n').Select((line, i) => $"  {(i == 0 ? name : ""),-8} | {OneLine.Of(line)}".TrimEnd());
}

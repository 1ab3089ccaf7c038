using System.Globalization;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>What an operator should know before the first step runs: what, who, where, and what may change.</summary>
public static class HeaderText
{
    private const int Shown = 8;

    public static IEnumerable<Line> Lines(RunHeader header)
    {
        yield return new Line().Add(OneLine.Of(header.Playbook.Title), Ink.Strong).Add(header.DryRun ? "  dry run" : "", Ink.Caution);
        yield return new Line().Add($"{(header.DryRun ? "" : $"run {header.RunId} ")}by {OneLine.Of(header.Operator)}", Ink.Dim);
        foreach (var target in header.Targets)
        {
            yield return new Line().Add($"{OneLine.Of(target.Name)} is {OneLine.Of(target.Binding)}", Ink.Dim);
        }

        if (header.MayChange.IsEmpty)
        {
            yield return new Line().Add("changes nothing: every step only reads", Ink.Dim);
            yield break;
        }

        yield return new Line().Add(string.Create(CultureInfo.InvariantCulture, $"{header.MayChange.Length} of {header.Playbook.AllSteps.Count()} steps may change something:"), Ink.Caution);
        foreach (var step in header.MayChange.Take(Shown))
        {
            var destroys = step.Effect == EffectName.Of(Effect.Destroy);
            yield return new Line()
                .Add($"  {step.Step} ", Ink.Dim)
                .Add(OneLine.Of(step.Id ?? step.StepKind), Ink.Strong)
                .Add(step.Title is { } title ? $"  {OneLine.Of(title)}" : "")
                .Add($"  {step.Effect}", destroys ? Ink.Bad : Ink.Caution);
        }

        if (header.MayChange.Length > Shown)
        {
            yield return new Line().Add(string.Create(CultureInfo.InvariantCulture, $"  and {header.MayChange.Length - Shown} more"), Ink.Dim);
        }
    }
}

using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

internal sealed class RunbookStepKind(ProgramRuns? runs) : ProgramStepKind<RunbookStep>(runs)
{
    public override string Keyword => "runbook";

    public override KindShape Shape { get; } = new(
        "Any other command of the program: `resume`, `undo`, `plan`.",
        new Shape.List(new Shape.Template(), Least: 1),
        "[resume, \"{{ steps.first.run }}\"]",
        [.. ProgramOptionsReader.Keys])
    {
        Without = ["on", "database", "done_when", "undo", "sensitive"],
        Effects = ["write"],
    };

    protected override RunbookStep? Read(StepReading reading, StepHeader header)
    {
        var words = ProgramOptionsReader.Texts(reading, Keyword);
        var options = ProgramOptionsReader.Read(reading);
        return words.IsEmpty ? null : new(header, words, options);
    }

    protected override ProgramOptions OptionsOf(RunbookStep step) => step.Options;

    protected override IEnumerable<Template> Templates(RunbookStep step) => step.Words;

    /// <summary>A word that names a playbook beside the drill stands for the copy that the servers' OS user can read.</summary>
    protected override (ImmutableArray<string> Words, Diagnostic? Problem) Words(RunbookStep step, Rendering texts)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (var word in step.Words.Select(one => texts[one]))
        {
            if (!word.EndsWith(".yaml", StringComparison.Ordinal) || !Runs.Books.Has(word))
            {
                words.Add(word);
                continue;
            }

            var (copy, problem) = Runs.Books.Take(word, step.Header.Span);
            if (copy is null)
            {
                return ([], problem);
            }

            words.Add(copy.Path);
        }

        return (words.ToImmutable(), null);
    }
}

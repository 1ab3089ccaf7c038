using SomaBrain.Runbooks.Cli.Drilling.Records;
using SomaBrain.Runbooks.Cli.Errors;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Linting;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>Lints files: errors, and of a file without errors the warnings. For one thread; several may share what they have read.</summary>
internal sealed class PlaybookLint
{
    private readonly StepCatalog _catalog = BuiltInSteps.ForReading();
    private readonly Linter _linter;
    private readonly OpenedPlaybooks _opened;
    private readonly KnownPlaybooks _known;
    private readonly LastDrill _lastDrill = new();

    public PlaybookLint(OpenedPlaybooks opened, KnownPlaybooks known) => (_linter, _opened, _known) = (new(_catalog), opened, known);

    /// <param name="name">A path or a name, as for `run`.</param>
    public LintedFile Lint(string name)
    {
        var problems = new DiagnosticBag();
        var file = PlaybookFiles.Find(name, problems) is { } path ? _opened.Load(path, path, problems) : null;
        if (file is not null && Path.GetFileName(file.Path) == ErrorCatalogue.FileName)
        {
            ErrorCatalogueReader.Read(file.Source, problems);
        }
        else if (file is not null && Path.GetFileName(file.Path) == TargetsFile.Name)
        {
            TargetsFileReader.Read(file.Source, problems);
        }
        else if (file is not null && new PlaybookReader(_catalog, new CalledPlaybooks(file, _opened), _known).ReadAll(file.Source, problems) is { } read)
        {
            if (_lastDrill.Finding(read.Playbook, file.Path) is { } undrilled && !read.Silencing.Silences(undrilled, null))
            {
                problems.Add(undrilled);
            }

            _linter.Lint(read, problems);
        }

        return problems.LeftOut == 0 ? new(name, [.. problems]) : new(name, [.. problems, LeftOut(problems)]);
    }

    private static Diagnostic LeftOut(DiagnosticBag problems)
    {
        var source = problems.Select(problem => problem.Span?.Source).OfType<Source>().LastOrDefault();
        return Problems.ProblemsLeftOut(source?.Span(0, 0), problems.Count, problems.Count + problems.LeftOut);
    }
}

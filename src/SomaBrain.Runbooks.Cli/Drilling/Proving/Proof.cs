using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Drilling.Proving;

/// <summary>Shows that a drill can fail: without its playbook, and without each step by which it changed something.</summary>
internal sealed class Proof(Drill drill, DrillRequest request, RunControl control, Coverage coverage)
{
    /// <summary>The result of the drill as it is, with what its proof found.</summary>
    public async Task<DrillResult> RunAsync()
    {
        var whole = new DrillSession(drill, request, control);
        var result = await whole.RunAsync();
        if (result.Status != DrillStatus.Passed)
        {
            return result;
        }

        var books = Drilled(whole).ToList();
        foreach (var book in books)
        {
            coverage.Note(book, whole.ChangedSteps);
        }

        var tried = ImmutableArray.CreateBuilder<Tried>();
        List<Diagnostic> wrong = [];
        foreach (var variant in books.SelectMany(book => Variants.Of(book, whole.ChangedSteps)).TakeWhile(_ => !control.StopRequested))
        {
            if (variant.Mistake() is { } mistake)
            {
                wrong.Add(Problems.DrillVariantWrong(Path.GetFileName(variant.Playbook), variant.Without, mistake.Message));
                continue;
            }

            var noticed = await WhatFailsAsync(variant);
            tried.Add(new(variant.Playbook, variant.Without, noticed));
            if (noticed is null)
            {
                wrong.Add(Problems.DrillCannotFail(Path.GetFileName(variant.Playbook), variant.Without));
            }
        }

        return result with
        {
            Status = wrong.Count == 0 ? result.Status : DrillStatus.Failed,
            Problems = [.. result.Problems, .. wrong],
            Proof = tried.ToImmutable(),
        };
    }

    private async Task<Diagnostic?> WhatFailsAsync(Variant variant)
    {
        var session = new DrillSession(drill, request with { Keep = null }, control)
        {
            Changed = new Dictionary<string, string>(StringComparer.Ordinal) { [variant.Playbook] = variant.Text },
            EndsAtFirst = true,
        };
        var result = await session.RunAsync();
        return result.Status == DrillStatus.Passed ? null : result.Problems.FirstOrDefault() ?? Problems.DrillSystem("it ended without saying why", null);
    }

    /// <summary>Where a drill runs several playbooks it is the drill of the one it stands beside.</summary>
    private IEnumerable<BookCopy> Drilled(DrillSession whole) =>
        whole.Books.Where(book => whole.Books.Count == 1 || book.Original == RealPath.Of(Path.GetFullPath(drill.Playbook)));
}

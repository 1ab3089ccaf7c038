using System.CommandLine;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook verify [RUN]`: whether journals are as they were written, against all that should know them. The servers of
/// playbooks are not needed; an anchor in a table is asked.</summary>
internal static class VerifyCommand
{
    private const int HashLength = 64;

    public static Command Create()
    {
        var run = new Argument<string?>("run") { HelpName = "run", Description = "A run id, a unique beginning of one, `last`, or the directory of a run, wherever it is; without it every run", Arity = ArgumentArity.ZeroOrOne };
        run.CompletionSources.Add(Completion.Candidates.Runs);
        var head = Head();
        var signers = new Option<string?>("--signers") { Description = "OpenSSH's allowed_signers: who may have sealed the journal; it must be sealed then" };
        var targets = new Option<string?>("--targets") { Description = "The runbook.targets.yaml that says which anchors and seal to expect; else that of the playbook, or of this directory" };
        var format = RunOptions.Format("What is printed", "text", "json");
        var noColor = RunOptions.NoColor();
        var command = new Command("verify", "Checks that the journal of a run, or of all, was not changed") { run, head, signers, targets, format, noColor };
        command.Validators.Add(result =>
        {
            if (result.GetResult(head) is not null && result.GetResult(run) is not { Tokens.Count: > 0 })
            {
                result.AddError("`--head` is of one run: say which");
            }
        });
        command.SetAction(parsed => Verify(
            parsed.GetValue(run), new(parsed.GetValue(head), parsed.GetValue(signers), parsed.GetValue(targets)), parsed.GetValue(format) == "json", parsed.GetValue(noColor)));
        return command;
    }

    private static Option<string?> Head()
    {
        var head = new Option<string?>("--head") { Description = "The head that was printed at the end of the run and kept elsewhere" };
        head.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.Length != HashLength || !token.Value.All(char.IsAsciiHexDigitLower)))
            {
                result.AddError($"`--head {token.Value}` is no head: {HashLength} digits in lower-case hex");
            }
        });
        return head;
    }

    private static int Verify(string? name, ProofRequest request, bool json, bool noColor)
    {
        var problems = new DiagnosticBag();
        var proofs = name is not null && Directory.Exists(name) ? Copied(name, request, problems) : Stated(name, request, noColor, problems);
        if (proofs is null)
        {
            Output.Problems(problems, noColor);
            return problems.HasErrors ? ExitCode.Invalid : ExitCode.Failed;
        }

        VerifyView.Write(proofs, name is null, json, Output.Results(noColor));
        Output.Problems([.. proofs.Select(proof => VerifyView.Problem(proof.Run, proof.Verdict)).OfType<Diagnostic>(), .. problems], noColor);
        return VerifyView.ExitCodeOf(proofs, name is null, problems);
    }

    /// <summary>A directory: of the state, of a copy of it, or of a run alone.</summary>
    private static List<Proof>? Copied(string path, ProofRequest request, DiagnosticBag problems)
    {
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!File.Exists(Path.Combine(directory, "journal.jsonl")))
        {
            problems.Add(Problems.NoJournalIn(path));
            return null;
        }

        var site = new SiteLog(Path.Combine(Path.GetDirectoryName(directory) ?? "/", "site.jsonl"), TimeProvider.System);
        return ProofRun.Of(directory, File.Exists(site.Path) ? site.Read() : null, request, problems) is { } proof ? [proof] : null;
    }

    private static List<Proof>? Stated(string? name, ProofRequest request, bool noColor, DiagnosticBag problems)
    {
        if (Output.State(noColor) is not { } state)
        {
            return null;
        }

        var site = state.SiteLog(TimeProvider.System).Read();
        var runs = name is null ? state.Runs
            : name == RunId.Last && site.Entries.LastOrDefault(entry => entry.Kind == SiteKind.Opened) is { } last ? [last.Run]
            : RunId.Matching(name, [.. state.Runs.Union(site.Entries.Select(entry => entry.Run))]); // `last` may be one that is gone
        if (name is not null && runs.Count != 1)
        {
            problems.Add(runs.Count == 0 ? Problems.RunNotFound(name) : Problems.RunAmbiguous(name, [.. runs]));
            return null;
        }

        List<Proof> proofs = [];
        foreach (var directory in runs.Select(one => Path.Combine(state.Path, one)))
        {
            if (ProofRun.Of(directory, site, request, problems) is not { } proof)
            {
                return null;
            }

            proofs.Add(proof);
        }

        // Of a run that was asked for its verdict says it all; of the others `verify` without a name does.
        problems.AddRange(VerifyView.SiteProblems(Path.Combine(state.Path, "site.jsonl"), site, name is null ? [.. state.Runs] : [.. site.Entries.Select(entry => entry.Run).Except(runs.Except(state.Runs))]));
        if (name is null)
        {
            problems.AddRange(ProofRun.Missing([.. state.Runs, .. site.Entries.Select(entry => entry.Run)], request, problems));
        }

        return proofs;
    }
}

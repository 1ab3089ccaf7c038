using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB560–579: what proves a journal: anchors and seals.</content>
public static partial class Problems
{
    public static Diagnostic AnchorNotReached(string run, string anchor, string why) => Warning(
        "RB560", null, $"the anchor `{anchor}` did not take the head of run `{run}`: {why}",
        $"the run goes on, and its journal says so; once it is over, `runbook anchor {run}` gives it its end; `anchor_required: true` would not let it begin");

    public static Diagnostic AnchorMissed(string run, string anchor, string why) => Error(
        "RB561", null, $"the anchor `{anchor}` has to take the head of run `{run}`, and did not: {why}",
        $"mend the anchor, which `anchor_required` in runbook.targets.yaml demands; then run again, or `runbook anchor {run}` where the run is over");

    public static Diagnostic JournalNotSealed(string run, string why) => Warning(
        "RB562", null, $"the journal of `{run}` was not sealed: {why}",
        $"mend the key or its agent, then `runbook anchor {run}` seals it");

    public static Diagnostic AnchorServerUnknown(SourceSpan span, string name, IReadOnlyCollection<string> servers) => Error(
        "RB563", span, $"`{name}` is no server of this file", Suggestion.Hint(name, servers, "servers"));

    public static Diagnostic AnchorPlaceUnclear(SourceSpan span) => Error(
        "RB564", span, "an anchor is either a `file` or a `server`", "write `file: PATH`, or `server: NAME` with `verify_as: NAME` where another role reads");

    public static Diagnostic SealWithoutSigners(SourceSpan span) => Error(
        "RB565", span, "`seal` without `signers`: nobody could say whose seal counts", "add `signers: FILE`, in the form of OpenSSH's allowed_signers");

    public static Diagnostic NoJournalIn(string path) => Error(
        "RB566", null, $"there is no journal.jsonl in `{path}`", "give the directory of a run, its id, or `last`");

    public static Diagnostic AnchoredRunMissing(string run, string anchor) => Error(
        "RB567", null, $"the anchor `{anchor}` knows run `{run}` of this machine, but its journal is not here", "look for it in a backup");

    public static Diagnostic AnchorForgot(string run, string anchor) => Warning(
        "RB568", null, $"the anchor `{anchor}` was given the head of run `{run}`, and does not know the run any more",
        "find out who took it away there; what was done so far is proven by the site log alone");
}

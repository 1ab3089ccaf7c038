using System.Runtime.CompilerServices;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>Playbooks of one line each: `⏎` is a line break, `§` the two keys that every playbook has.</summary>
internal static class PlaybookCases
{
    public static string[] Lines(string file, [CallerFilePath] string here = "") =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "Cases", "playbooks", file));

    public static DiagnosticBag Read(string playbook)
    {
        var problems = new DiagnosticBag();
        new PlaybookReader(BuiltInSteps.ForReading()).Read(new Source("a.yaml", Text(playbook)), problems);
        return problems;
    }

    public static string Text(string playbook) => playbook.Replace("§", "runbook: 1⏎title: t⏎", StringComparison.Ordinal).Replace('⏎', '\n');
}

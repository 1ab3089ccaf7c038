using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>Closed journals signed by the real `ssh-keygen`, and checked by it.</summary>
public sealed partial class Seals
{
    private const string Target = "host=/nowhere";

    [Fact]
    public void A_closed_journal_is_sealed_and_verify_names_who_sealed_it()
    {
        using var lab = Sealing();
        lab.Run(Target).Exits(0);
        lab.Program.Run("verify", "last").Exits(0).Prints("seal of ann@example.com, SHA256:");
        Assert.Equal(StateDirectory.OwnerFile, File.GetUnixFileMode(Journal(lab) + ".sig"));
    }

    [Fact]
    public void A_seal_that_is_expected_and_missing_is_not_ok()
    {
        using var lab = Sealing();
        lab.Run(Target).Exits(0);
        File.Delete(Journal(lab) + ".sig");
        lab.Program.Run("verify", "last").Exits(33).Says("the seal is missing");

        // The journal itself says that it was to be sealed.
        File.Delete(lab.Folder["runbook.targets.yaml"]);
        lab.Program.Run("verify", "last").Exits(33).Says("the seal is missing");
    }

    [Fact]
    public void A_seal_counts_when_a_signer_made_it_for_these_bytes()
    {
        using var lab = Sealing();
        lab.Run(Target).Exits(0);
        var (journal, run) = (Journal(lab), Path.GetDirectoryName(Journal(lab))!);
        lab.Program.Run("verify", "last", "--signers", "allowed").Exits(0);

        // By somebody else.
        Keygen(lab, "-q", "-t", "ed25519", "-N", "", "-f", "other", "-C", "eve").Exits(0);
        File.Delete(journal + ".sig");
        Keygen(lab, "-Y", "sign", "-n", "runbook-journal", "-f", "other", journal).Exits(0);
        lab.Program.Run("verify", "last").Exits(32).Says("not among the signers");

        // For something else.
        File.Delete(journal + ".sig");
        Keygen(lab, "-Y", "sign", "-n", "runbook-approval", "-f", "key", journal).Exits(0);
        lab.Program.Run("verify", "last").Exits(32).Says("the seal is not of this journal");

        // For other bytes: the journal rewritten, and the site log with it.
        File.Delete(journal + ".sig");
        Keygen(lab, "-Y", "sign", "-n", "runbook-journal", "-f", "key", journal).Exits(0);
        var lines = Victim.Lines(File.ReadAllBytes(journal));
        File.WriteAllBytes(journal, [.. lines[..^1].SelectMany(line => line), .. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(lines[^1]).Replace("\"changed\":\"none\"", "\"changed\":\"yes\"", StringComparison.Ordinal))]);
        File.Delete(Path.Combine(lab.State, "site.jsonl"));
        new SiteLog(Path.Combine(lab.State, "site.jsonl"), TimeProvider.System)
            .Record(SiteKind.Closed, Path.GetFileName(run), new(lines.Count, JournalLine.Hash(Victim.Lines(File.ReadAllBytes(journal))[^1])), "x.yaml");
        lab.Program.Run("verify", "last").Exits(32).Says("the seal is not of this journal");
    }

    [Fact]
    public void A_journal_that_was_cut_back_to_be_resumed_is_told_by_the_seal_beside_it()
    {
        using var lab = Sealing();
        lab.Run(Target).Exits(0);
        var journal = Journal(lab);
        var lines = Victim.Lines(File.ReadAllBytes(journal));
        File.WriteAllBytes(journal, [.. lines[..^1].SelectMany(line => line)]);
        File.Delete(Path.Combine(lab.State, "site.jsonl"));
        new SiteLog(Path.Combine(lab.State, "site.jsonl"), TimeProvider.System)
            .Record(SiteKind.Opened, Path.GetFileName(Path.GetDirectoryName(journal)!), new(lines.Count - 1, JournalLine.Hash(lines[^2])), "x.yaml");

        lab.Program.Run("verify", "last").Exits(32).Says("seal");
        lab.Resume().Exits(3).Says("error[RB511]");

        File.Delete(journal + ".sig");
        lab.Program.Run("verify", "last").Exits(30);
    }

    [Fact]
    public void A_seal_proves_a_copy_that_stands_alone()
    {
        using var lab = Sealing();
        lab.Run(Target).Exits(0);
        Copy(Path.GetDirectoryName(Journal(lab))!, lab.Folder["elsewhere/copy"]);
        lab.Program.Run("verify", "elsewhere/copy", "--signers", "allowed").Exits(0);
        File.Delete(lab.Folder["runbook.targets.yaml"]);
        lab.Program.Run("verify", "elsewhere/copy").Exits(33).Says("nobody says whose seal counts");
    }

    [Fact]
    public void A_key_that_cannot_be_used_is_told_of_and_nothing_is_asked()
    {
        using var lab = Sealing();
        File.Delete(lab.Folder["key"]);
        Keygen(lab, "-q", "-t", "ed25519", "-N", "a passphrase", "-f", "key").Exits(0);
        lab.Run(Target).Exits(0).Says("RB562");
        lab.Program.Run("verify", "last").Exits(33);
    }

    [Fact]
    public void A_key_of_an_agent_seals_by_its_public_half()
    {
        using var lab = Sealing("key.pub");
        using var agent = lab.Script("eval $(ssh-agent -s) >/dev/null; ssh-add -q key; rm key; $R run x.yaml --target host=/nowhere; code=$?; ssh-agent -k >/dev/null; exit $code");
        agent.Ends().Exits(0);
        lab.Program.Run("verify", "last").Exits(0).Prints("seal of ann@example.com");
    }

    [Fact]
    public void The_commands_of_the_documentation_check_a_journal_with_stock_tools()
    {
        using var lab = Sealing();
        lab.Run(Target).Exits(0);
        var run = Path.GetDirectoryName(Journal(lab))!;
        var document = File.ReadAllText(Repository.At("docs", "journal.md"));
        var script = Checks().Match(document).Groups["script"].Value;
        Assert.Contains("ssh-keygen -Y verify", script, StringComparison.Ordinal);
        RunbookResult Check()
        {
            using var bash = lab.Script($"cd {run}; run={Path.GetFileName(run)}; cp ../../allowed allowed_signers\n{script}");
            return bash.Ends();
        }

        var journal = File.ReadAllText(Journal(lab));
        var good = Check().Exits(0).Prints("Good \"runbook-journal\" signature for ann@example.com").Prints("every line follows the one before");
        good.Prints(JournalLine.Hash(Victim.Lines(Encoding.UTF8.GetBytes(journal))[^1]));
        File.WriteAllText(Journal(lab), journal.Replace("\"title\":\"test\"", "\"title\":\"toast\"", StringComparison.Ordinal));
        Assert.NotEqual(0, Check().ExitCode);
    }

    private static string Journal(Lab lab) => Path.Combine(Directory.EnumerateDirectories(lab.State, "2*").Single(), "journal.jsonl");

    private static Lab Sealing(string key = "key")
    {
        var lab = new Lab().Steps("  - shell: [echo, hi]\n    effect: read\n");
        lab.Folder.Write("runbook.targets.yaml", $"targets: 1\nservers: {{}}\njournal: {{ seal: {key}, signers: allowed }}\n");
        Keygen(lab, "-q", "-t", "ed25519", "-N", "", "-f", "key", "-C", "ann").Exits(0);
        lab.Folder.Write("allowed", $"ann@example.com namespaces=\"runbook-journal\" {File.ReadAllText(lab.Folder["key.pub"])}");
        return lab;
    }

    private static RunbookResult Keygen(Lab lab, params string[] arguments)
    {
        var info = new ProcessStartInfo("ssh-keygen", arguments) { WorkingDirectory = lab.Folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var running = new RunningRunbook(Process.Start(info)!, "", TimeSpan.FromMinutes(1));
        return running.Ends();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    [GeneratedRegex("<!-- checks -->\n```sh\n(?<script>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Checks();
}

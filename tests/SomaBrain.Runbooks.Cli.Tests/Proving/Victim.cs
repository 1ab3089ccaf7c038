using System.Text;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Tests.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Tests.Proving;

/// <summary>A closed run of 4,096 bytes with a file beside it, known to the site log and to an anchor in a file; and what somebody
/// who has the state directory can do to it.</summary>
internal sealed class Victim : IDisposable
{
    public const int Size = 4096;

    private readonly TemporaryState _temporary = new();
    private readonly TempFolder _elsewhere = new();
    private readonly Dictionary<string, byte[]> _whole = new(StringComparer.Ordinal);
    private readonly Anchoring _anchoring;

    public Victim()
    {
        // The padding that makes the journal as long as it shall be.
        var (run, bytes) = Write(0);
        Directory.Delete(run.Path, recursive: true);
        File.Delete(Site);
        (Run, Journal) = Write(Size - bytes.Length);
        foreach (var path in Directory.EnumerateFiles(_temporary.Path, "*", SearchOption.AllDirectories).Append(Anchor))
        {
            _whole[path] = File.ReadAllBytes(path);
        }

        var anchor = new FileAnchor($"file:{Anchor}", Anchor);
        _anchoring = new([anchor], new([new AnchorPlace.File(Anchor)]), []);
    }

    public RunDirectory Run { get; }

    public byte[] Journal { get; }

    public string Site => Path.Combine(_temporary.Path, "site.jsonl");

    public string Anchor => _elsewhere["heads.jsonl"];

    /// <summary>Files that belong to the run, the journal first.</summary>
    public IReadOnlyList<string> Files => [Run.Journal, .. _whole.Keys.Where(path => path.Contains("/outputs/", StringComparison.Ordinal) || path.Contains("/playbooks/", StringComparison.Ordinal))];

    public Verdict Verify(bool anchored = true)
    {
        if (!File.Exists(Run.Journal))
        {
            return ProofRun.Of(Run.Path, null, new(null, null, null), [])!.Verdict;
        }

        return new RunProof(Run.Path, new SiteLog(Site, TimeProvider.System).Read(), anchored ? _anchoring : Anchoring.None).Verify().Verdict;
    }

    /// <summary>The site log as it would be had the run been what the journal says now.</summary>
    public void RewriteSite()
    {
        var lines = Lines(File.ReadAllBytes(Run.Journal));
        if (lines.Count == 0)
        {
            return;
        }

        var site = Lines(_whole[Site]);
        var first = SiteLine(site[0], new Json.Text(JournalLine.Hash(SiteLog.Header.AsSpan())), 1, JournalLine.Hash(lines[0]));
        File.WriteAllBytes(Site, [.. first, .. SiteLine(site[1], new Json.Text(JournalLine.Hash(first)), lines.Count, JournalLine.Hash(lines[^1]))]);
    }

    private static byte[] SiteLine(byte[] line, Json before, long events, string head) =>
    [
        .. CanonicalJson.Write(new Json.Object([.. ((Json.Object)CanonicalJson.Read(line.AsSpan().TrimEnd((byte)'\n'))!).Members.Select(member =>
            member.Name == "prev" ? member with { Value = before }
            : member.Name == "events" ? member with { Value = new Json.Integer(events) }
            : member.Name == "head" ? member with { Value = new Json.Text(head) }
            : member)])),
        (byte)'\n',
    ];

    public void Mend()
    {
        foreach (var (path, bytes) in _whole)
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    public void Dispose()
    {
        _temporary.Dispose();
        _elsewhere.Dispose();
    }

    public static List<byte[]> Lines(byte[] journal)
    {
        List<byte[]> lines = [];
        for (var start = 0; start < journal.Length;)
        {
            var newline = Array.IndexOf(journal, (byte)'\n', start);
            var end = newline < 0 ? journal.Length : newline + 1;
            lines.Add(journal[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Numbers the lines anew and chains them, as the program would have.</summary>
    public byte[] Chained(IEnumerable<byte[]> lines)
    {
        var (prev, seq, chained) = (JournalLine.Hash(JournalLine.Header(Run.Run)), 0L, new List<byte>());
        foreach (var line in lines)
        {
            var fields = ((Json.Object)CanonicalJson.Read(line.AsSpan().TrimEnd((byte)'\n'))!).Members.Select(member => member.Name switch
            {
                "seq" => member with { Value = new Json.Integer(seq + 1) },
                "prev" => member with { Value = new Json.Text(prev) },
                _ => member,
            });
            byte[] written = [.. CanonicalJson.Write(new Json.Object([.. fields])), (byte)'\n'];
            (prev, seq) = (JournalLine.Hash(written), seq + 1);
            chained.AddRange(written);
        }

        return [.. chained];
    }

    private (RunDirectory Run, byte[] Bytes) Write(int padding)
    {
        var run = _temporary.State!.Create(TimeProvider.System);
        var site = _temporary.State.SiteLog(TimeProvider.System);
        var anchor = new FileAnchor("", Anchor);
        using (var file = run.OpenJournal())
        {
            var writer = new JournalWriter(file!, new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
            var playbook = run.Keep("a.yaml", "A", "runbook: 1\n"u8);
            var stored = run.Put(Encoding.UTF8.GetBytes(CanonicalJson.Text(ValueJson.Write(new Value.Text("large")))));
            writer.Append(new JournalEvent.RunOpened(run.Run, playbook, new('x', padding), "db1", 1, "0.1.0", [], []));
            site.Record(SiteKind.Opened, run.Run, writer.Head, "a.yaml");
            anchor.Give(new(run.Run, "2026-11-22T16:40:12.000000Z", writer.Head, "opened", "db1", "dba"));
            for (var step = 1; step < 5; step++)
            {
                writer.Append(new JournalEvent.StepIntent($"{step}", null, "sql", "write", "db", 1, "Move one batch", new(stored.Sha256, $"DELETE FROM t{step}", null, [])));
                writer.Append(new JournalEvent.StepOutcome($"{step}", 1, StepStatus.Ok, TimeSpan.FromSeconds(step), new Value.Integer(step), Changed.Yes) { ResultFile = step == 2 ? stored : null });
            }

            writer.Close(RunStatus.Done, 0, Changed.Yes);
            anchor.Give(new(run.Run, "2026-11-22T16:40:13.000000Z", writer.Head, "closed", "db1", "dba"));
            site.Record(SiteKind.Closed, run.Run, writer.Head, "a.yaml");
        }

        return (run, File.ReadAllBytes(run.Journal));
    }
}

using System.Text;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values.Masking;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Tests.Replaying;

/// <summary>
/// A run is decided by its playbook, the answers it got and the clock, and by nothing else: with the recorded answers and the
/// recorded clock it writes the same journal, to the byte.
/// </summary>
public sealed class SameBytes : IPlaybooks
{
    private readonly Dictionary<string, Source> _playbooks = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_recorded_run_writes_the_same_journal_each_time_it_is_replayed()
    {
        using var folder = new TempFolder();
        KeptState.In(folder, "v1");
        var heads = new StringBuilder();
        foreach (var (_, name, run, _) in KeptState.Runs.Select(row => row.Data))
        {
            var first = await ReplayAsync(new(folder["state"], run));
            var second = await Task.Run(() => ReplayAsync(new(folder["state"], run)), TestContext.Current.CancellationToken);

            Assert.Equal(Encoding.UTF8.GetString(first.Bytes), Encoding.UTF8.GetString(second.Bytes));
            Assert.Equal(first.Head, second.Head);
            heads.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name} {first.Head.Count} lines {first.Head.Sha256}\n");
        }

        // and in each process: the order of a hash table is another one there
        Approved.Text(heads.ToString(), Scrubber.Nothing);
    }

    string IPlaybooks.Identity(Source playbook) => playbook.Name;

    Source? IPlaybooks.Open(MappedText path, Source caller, DiagnosticBag problems) => _playbooks[Path.Combine(Path.GetDirectoryName(caller.Name)!, path.Content)];

    private async Task<(byte[] Bytes, JournalHead Head)> ReplayAsync(RunDirectory directory)
    {
        using var stream = directory.ReadJournal();
        var entries = new JournalReader(stream).Entries().ToList();
        var run = new RecordedRun(entries, directory.Result, directory.Text);
        var playbook = Read(directory, run.Opened);
        var clock = new ReplayClock(run.StartedAt);
        var log = new Log();
        var writer = new JournalWriter(log, clock);
        writer.Append(run.Opened);
        var kinds = BuiltInSteps.Create(SqlSessions.None, new(Masker.None), new RecordedBaselines(run), SecretOrigins.None with { Random = length => new byte[length] });
        var result = await new Replay(run, playbook, playbook, clock).RunAsync(kinds, new Journal(writer));

        Assert.Null(result.Divergence);
        if (result.End is { } end)
        {
            writer.Close(end.Status, end.ExitCode, end.Changed, outputs: end.Outputs);
        }

        return (log.Bytes.ToArray(), writer.Head);
    }

    private Playbook Read(RunDirectory directory, JournalEvent.RunOpened opened)
    {
        var problems = new DiagnosticBag();
        foreach (var file in opened.Callees.Prepend(opened.Playbook))
        {
            _playbooks[file.Path] = SourceReader.Decode(file.Path, directory.Kept(file)!, problems)!;
        }

        return new PlaybookReader(BuiltInSteps.ForReading(), this).Read(_playbooks[opened.Playbook.Path], problems)!;
    }

    private sealed class Log : IJournalLog
    {
        public MemoryStream Bytes { get; } = new();

        public void Write(ReadOnlySpan<byte> bytes) => Bytes.Write(bytes);

        public void Flush()
        {
        }
    }

    private sealed class Journal(JournalWriter writer) : IStepJournal
    {
        public IOutputStore? Outputs => null;

        public void Append(JournalEvent journalEvent, Durability durability) => writer.Append(journalEvent, durability);
    }
}

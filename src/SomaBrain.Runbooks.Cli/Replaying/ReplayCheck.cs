using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Replaying;

/// <summary>A playbook against a recorded run: no connection, no process, nothing written.</summary>
internal static class ReplayCheck
{
    /// <summary>Kinds that prepare, and of which none is ever carried out; a salt is the same each time.</summary>
    public static StepCatalog Kinds(IMetricHistory history) =>
        BuiltInSteps.Create(SqlSessions.None, new(Masker.None), history, SecretOrigins.None with { Random = length => new byte[length] });

    /// <summary>Null when a playbook is invalid, and diagnostics were left.</summary>
    public static async Task<ReplayResult?> RunAsync(RecordedSession session, string name, DiagnosticBag problems, IStepJournal? journal = null)
    {
        if (PlaybookFiles.Read(name, problems) is not { } file
            || new PlaybookReader(BuiltInSteps.ForReading(), new CalledPlaybooks(file)).Read(file.Source, problems) is not { } now
            || problems.HasErrors
            || Recorded(session, problems) is not { } recorded)
        {
            return null;
        }

        var replay = new Replay(session.Run, recorded, now, new(session.Run.StartedAt));
        return await replay.RunAsync(Kinds(new RecordedBaselines(session.Run)), journal ?? new NoJournal());
    }

    /// <summary>The playbook of the run as it was; null when diagnostics were left.</summary>
    public static Playbook? Recorded(RecordedSession session, DiagnosticBag problems)
    {
        if (session.Run.Opened.Undoes is { } undone)
        {
            problems.Add(Problems.UndoHasNoPlaybook(session.Directory.Run, undone.Run));
            return null;
        }

        return session.Kept.First(problems) is { } file ? new PlaybookReader(BuiltInSteps.ForReading(), session.Kept).Read(file.Source, problems) : null;
    }
}

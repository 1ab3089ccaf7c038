using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Processes.Starting;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>Starts a prepared command and makes an outcome of its end.</summary>
internal sealed class CommandRun(ShellStep step, Command command, SessionTarget target, string? passwordFile, Masker masker, StepContext context)
{
    /// <summary>Where its output goes instead of into the result.</summary>
    public SaveTarget? Save { get; init; }

    /// <summary>In a dry run, which writes no file.</summary>
    private bool OnlyReads => Save is not null && context.DryRun;

    public Outcome Run(CancellationToken ct)
    {
        try
        {
            using var file = Save is null || OnlyReads ? null : new SavedFile(Save);
            return Run(file, ct);
        }
        catch (SaveFailure failure)
        {
            return new Outcome.Failed(failure.Problem); // nothing was started
        }
    }

    private Outcome Run(SavedFile? file, CancellationToken ct)
    {
        using var spools = new OutputSpools(step.Header.IsSensitive ? null : context.Journal.Outputs);
        var environment = ChildEnvironment.Of(target, command.Database, passwordFile, ChildEnvironment.ApplicationName(context.RunId, step.Header.Name), command.Environment);
        var request = Request(environment) with
        {
            Masker = masker,
            Stdout = OnlyReads ? Stream.Null : file,
            Spill = spools.CanOpen ? spools.Open : null,
            Started = step.Effect == Effect.Read ? null : Record,
        };
        return ProcessRun.Run(request, ct) switch
        {
            ProcessOutcome.NotStarted { Fault: StartFault.Stopped } => new Outcome.Interrupted(),
            ProcessOutcome.NotStarted fault => new Outcome.Failed(Problems.CommandNotStarted(step.Header.Span, fault.Message, fault.Hint)),
            ProcessOutcome.Ended ended => End(ended, spools, file),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Not flushed: whatever loses what is written also ends the process, unless it is our own death, which loses nothing.</summary>
    private void Record(ProcessIdentity identity) => context.Journal.Append(
        new JournalEvent.ProcessStarted(context.Key, context.Attempt, identity.Pid, identity.StartTicks, ProcessIdentity.Boot), Durability.Buffered);

    private ProcessRequest Request(Dictionary<string, string> environment)
    {
        if (command.User is not { } user)
        {
            return new(command.Arguments, environment)
            {
                RunId = context.RunId,
                WorkingDirectory = command.WorkingDirectory,
                Stdin = command.Stdin is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(command.Stdin),
            };
        }

        var other = new OtherUser(user, OsUser.WeAreRoot);
        var path = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = environment.GetValueOrDefault("PATH", "/usr/bin:/bin") };
        return new([.. other.Arguments(command.WorkingDirectory, command.Arguments)], path)
        {
            RunId = context.RunId,
            WorkingDirectory = "/",
            Stdin = other.Input(environment, OsUser.WeAreRoot ? null : passwordFile, command.Stdin),
            SignalCommand = other.SignalCommand,
        };
    }

    private Outcome End(ProcessOutcome.Ended ended, OutputSpools spools, SavedFile? file)
    {
        foreach (var output in spools.Finish(ended, context.Key, context.Attempt))
        {
            context.Journal.Append(output, Durability.Buffered);
        }

        if (DaemonNote.Of(ended, masker, context) is { } daemons)
        {
            context.Journal.Append(daemons, Durability.Buffered);
        }

        var changed = step.Effect == Effect.Read ? Changed.None : Changed.Yes;
        if (ended.Ending != ProcessEnding.Ended)
        {
            var survivors = string.Join(", ", ended.Survivors.Select(process => $"{process.Identity.Pid} ({process.CommandLine})"));
            return step.Effect == Effect.Read && survivors.Length == 0
                ? new Outcome.Interrupted()
                : new Outcome.InDoubt(Problems.CommandCancelled(step.Header.Span, step.Header.Name, survivors));
        }

        var (result, wrong) = ShellResult.Of(step, ended, masker);
        if (!step.Exit.Contains(ended.ExitCode))
        {
            var why = Problems.CommandFailed(step.Header.Span, ended.ExitCode, ended.Signal, step.Header.IsSensitive ? "" : LastLines(ended.Stderr.LastText));
            return new Outcome.Failed(why, step.Effect == Effect.Read ? Changed.None : Changed.Unknown, result);
        }

        if (file is not null)
        {
            (result, wrong) = Keep(result, ended, file);
        }
        else if (OnlyReads)
        {
            result = new([.. SaveTarget.NotWritten(step), .. result.Fields]);
        }

        return wrong is null ? new Outcome.Succeeded(result, changed) : new Outcome.Failed(wrong, changed, result);
    }

    private static (Value.Row Result, Diagnostic? Wrong) Keep(Value.Row result, ProcessOutcome.Ended ended, SavedFile file)
    {
        try
        {
            return ended.Stdout.NotTaken is { } full ? (result, full) : (new([.. file.Keep(), .. result.Fields]), null);
        }
        catch (SaveFailure failure)
        {
            return (result, failure.Problem);
        }
    }

    private static string LastLines(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Where(line => line.Trim().Length > 0).TakeLast(3).Select(line => line.Length > 300 ? $"{line[..300]}…" : line));
}

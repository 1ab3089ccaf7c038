using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Begins a journal. Whatever goes wrong here, nothing was executed.</summary>
internal static class RunOpening
{
    /// <summary>Of this program, as the build gave it: a setting is read faster than an attribute.</summary>
    public static string EngineVersion => AppContext.GetData("SomaBrain.Runbooks.Version") as string ?? "0";

    private static string TitleOf(Playbook playbook, LoadedPlaybook callee) =>
        playbook.Callees.FirstOrDefault(one => one.Source.Name == callee.Source.Name)?.Title ?? "";

    private static RunParameter Journaled(Parameter parameter, Value value, Marks marks) =>
        new(parameter.Name, value, parameter.From) { Mark = value is Value.Secret ? marks.Of(value) : null };

    public static (OpenRun? Run, Diagnostic? Problem) Try(StateDirectory state, Preparation prepared, BoundTargets targets, string operatorName, IRunObserver view, bool noColor)
    {
        JournalFile? log = null;
        RunDirectory? directory = null;
        try
        {
            var time = TimeProvider.System;
            directory = state.Create(time);
            log = directory.OpenJournal() ?? throw new IOException("another process has it");
            var log2 = new OperatorLog(state, directory.Run);
            var writer = new JournalWriter(log, time, null, view, log2);
            var marks = MarkKey.Of(state, directory.Run);
            var file = directory.Keep(prepared.File.Path, prepared.Playbook.Title, prepared.File.Bytes);
            var opened = writer.Append(new JournalEvent.RunOpened(
                directory.Run,
                file,
                operatorName,
                Environment.MachineName,
                Environment.ProcessId,
                EngineVersion,
                [.. prepared.Playbook.Parameters.Select(parameter => Journaled(parameter, prepared.Parameters[parameter.Name], marks))],
                targets.ForJournal)
            {
                Directory = BeginningDirectory.Here,
                Locks = prepared.Locks,
                Undoes = prepared.Undoes,
                Callees = [.. prepared.Callees.Select(callee => directory.Keep(callee.Path, TitleOf(prepared.Playbook, callee), callee.Bytes))],
                Anchors = [.. targets.Anchoring.Anchors.Select(anchor => anchor.Name)],
                Sealed = targets.Anchoring.Settings.Seal is not null,
            });
            var run = new OpenRun(directory, log, writer, state.SiteLog(time), state, operatorName, opened.At) { Opened = (JournalEvent.RunOpened)opened.Event, Anchoring = targets.Anchoring };
            var missed = run.Record(SiteKind.Opened, prepared.File.Path);
            if (missed.FirstOrDefault(problem => problem.Severity == Severity.Error) is { } refusal)
            {
                run.Abandon(refusal, prepared.File.Path);
                run.Dispose();
                return (null, refusal);
            }

            Output.Problems(missed, noColor);
            return (run, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalUnwritable)
        {
            log?.Dispose();
            directory?.Discard();
            return (null, Problems.JournalNotOpened(state.Path, FileTrouble.Of(e)));
        }
    }
}

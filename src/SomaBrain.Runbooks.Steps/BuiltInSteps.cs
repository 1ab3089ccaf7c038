using SomaBrain.Runbooks.Steps.Assert;
using SomaBrain.Runbooks.Steps.Block;
using SomaBrain.Runbooks.Steps.Branch;
using SomaBrain.Runbooks.Steps.Call;
using SomaBrain.Runbooks.Steps.Confirm;
using SomaBrain.Runbooks.Steps.Metric;
using SomaBrain.Runbooks.Steps.Note;
using SomaBrain.Runbooks.Steps.Shell;
using SomaBrain.Runbooks.Steps.Sql;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The kinds that this program knows: one line each.</summary>
public static class BuiltInSteps
{
    public static StepCatalog Create(SqlSessions sessions, Masker masker, IMetricHistory history) => new(
    [
        new SqlStepKind(sessions, masker),
        new ShellStepKind(sessions, masker),
        new AssertStepKind(),
        new MetricStepKind(history),
        new ConfirmStepKind(),
        new BranchStepKind(),
        new BlockStepKind(),
        new CallStepKind(),
        new NoteStepKind(),
    ]);

    /// <summary>For reading playbooks only: no step can be run with it.</summary>
    public static StepCatalog ForReading() => Create(SqlSessions.None, Masker.None, new NoMetricHistory());
}

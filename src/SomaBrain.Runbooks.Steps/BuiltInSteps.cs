using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Ask;
using SomaBrain.Runbooks.Steps.Assert;
using SomaBrain.Runbooks.Steps.Block;
using SomaBrain.Runbooks.Steps.Branch;
using SomaBrain.Runbooks.Steps.Call;
using SomaBrain.Runbooks.Steps.Confirm;
using SomaBrain.Runbooks.Steps.Http;
using SomaBrain.Runbooks.Steps.Metric;
using SomaBrain.Runbooks.Steps.Note;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Shell;
using SomaBrain.Runbooks.Steps.Sql;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps;

/// <summary>The kinds that this program knows: one line each.</summary>
public static class BuiltInSteps
{
    public static StepCatalog Create(SqlSessions sessions, KnownSecrets secrets, IMetricHistory history, SecretOrigins origins) => Catalog(secrets,
    [
        new SqlStepKind(sessions, secrets, origins),
        new ShellStepKind(sessions, secrets),
        new AssertStepKind(),
        new MetricStepKind(history),
        new ConfirmStepKind(),
        new AskStepKind(),
        new BranchStepKind(),
        new SecretStepKind(secrets, origins),
        new HttpStepKind(secrets),
        new BlockStepKind(),
        new CallStepKind(),
        new NoteStepKind(),
    ]);

    /// <summary>For reading playbooks only: no step can be run with it.</summary>
    public static StepCatalog ForReading() => Create(SqlSessions.None, new(Masker.None), new NoMetricHistory(), SecretOrigins.None);

    private static StepCatalog Catalog(KnownSecrets secrets, ImmutableArray<IStepKind> kinds) => new(kinds) { Secrets = secrets };
}

using SomaBrain.Runbooks.Cli.Drilling.Kinds.Beside;
using SomaBrain.Runbooks.Cli.Drilling.Programs;
using SomaBrain.Runbooks.Cli.Drilling.Systems;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Drilling.Kinds;

/// <summary>The kinds of a drill: those of playbooks, and what starts the program and works beside it.</summary>
internal static class DrillKinds
{
    /// <summary>For reading only.</summary>
    public static StepCatalog ForReading() => With(BuiltInSteps.ForReading(), null, null, null, null);

    public static StepCatalog Create(SqlSessions sessions, ProgramRuns runs, Backgrounds working, string? user, string path) =>
        With(BuiltInSteps.Create(sessions, new(Masker.None), new NoMetricHistory(), SecretSources.Origins), runs, working, user, path);

    private static StepCatalog With(StepCatalog playbooks, ProgramRuns? runs, Backgrounds? working, string? user, string? path) => new(
    [
        .. playbooks.Kinds.Select(kind => kind.Keyword == "shell" ? new ShellAsServer(kind, user, path) : kind),
        new PlaybookStepKind(runs),
        new RunbookStepKind(runs),
        new BackgroundStepKind(working),
        new StopStepKind(working),
    ])
    {
        Secrets = playbooks.Secrets,
    };
}

using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Where a command without a run prints: results to standard output, problems to standard error.</summary>
internal static class Output
{
    public static Channel Results(bool noColor) => RunViews.Results(noColor);

    public static void Problems(IReadOnlyCollection<Diagnostic> problems, bool noColor)
    {
        if (problems.Count > 0)
        {
            DiagnosticPaint.Write(problems, RunViews.Progress(noColor));
        }
    }

    /// <summary>The exit code of a run that never began.</summary>
    public static int NotStarted(IEnumerable<Diagnostic> problems) =>
        problems.Any(problem => problem.Code == Diagnostics.Problems.StoppedBeforeStart().Code) ? ExitCode.Aborted : ExitCode.Invalid;

    public static int Fail(Diagnostic problem, bool noColor, int exitCode)
    {
        Problems([problem], noColor);
        return exitCode;
    }

    /// <summary>The state directory; null when it cannot be used, and that was said.</summary>
    public static StateDirectory? State(bool noColor)
    {
        var (state, problem) = StateDirectory.Open(Environment.GetEnvironmentVariable);
        if (problem is not null)
        {
            Problems([problem], noColor);
        }

        return state;
    }
}

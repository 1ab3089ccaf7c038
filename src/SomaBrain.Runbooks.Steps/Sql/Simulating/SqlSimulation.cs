using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Simulating;

/// <summary>What a dry run asks the servers of `sql` steps that it does not run, and how far it believes the answers.</summary>
internal sealed class SqlSimulation(SqlSessions sessions)
{
    /// <summary>Targets that gave no session, and what that makes of a step.</summary>
    private readonly Dictionary<string, Outcome> _silent = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Outcome> _described = new(StringComparer.Ordinal);

    /// <summary>The last step that was not run and may have made or changed what a later one names.</summary>
    private string? _maker;

    /// <summary>It changes rows, and makes nothing that a later statement names.</summary>
    public static bool IsPlain(ParseResult parsed) => parsed is ParsedStatement { Kind: "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" };

    /// <summary>Whether the run would work on that server. Whoever does not answer now may do so then; he is waited for once.</summary>
    /// <returns>Null when the server answers and is what it must be; the failure of the run; or why nothing was asked there.</returns>
    public async ValueTask<Outcome?> MeetAsync(SqlStep step, CancellationToken ct)
    {
        var target = step.Header.On!;
        if (!sessions.Names.Contains(target, StringComparer.Ordinal))
        {
            return Unasked("no server was asked");
        }

        if (sessions.MayHaveChanged(target, step.Header))
        {
            return Unasked("its server may have another role by then");
        }

        if (_silent.TryGetValue(target, out var known))
        {
            return known is Outcome.Failed { Why: var why } ? Failed(step, why) : known;
        }

        var opened = await sessions.OpenAsync(target, null, null, ct); // its own database: that of the step need not be there yet
        if (opened.Session is { } session)
        {
            return await SqlStepKind.RefuseInRecoveryAsync(step, session, ct);
        }

        if (!opened.NobodyAnswered)
        {
            return _silent[target] = Failed(step, opened.Problem!);
        }

        // A plan is read where the server cannot be reached, too, such as beside a pull request: all of it is shown, and that it would fail.
        _silent[target] = Unasked("nobody answers there now");
        var unasked = Unasked($"nobody answers there now: {opened.Problem!.Message}");
        return sessions.Target(target).MayBeDown ? unasked : unasked with { Why = opened.Problem with { SqlState = opened.Problem.SqlState ?? SqlStepKind.NobodyAnswered } };
    }

    /// <summary>
    /// In place of running a step that writes. The turns of a loop send the same text, of which the server is asked once. Of the values
    /// nothing else can change its answer: they are not bound, and what is known of their types stands in the text, as casts.
    /// </summary>
    public ValueTask<Outcome> DescribeAsync(SqlRun run, string? database, CancellationToken ct)
    {
        var outside = run.Step is { InTransaction: false, IsShared: false } ? "outside" : "";
        var key = string.Join('\0', [run.Step.Header.On, database, run.Step.SearchPath, outside, .. run.Statements.Select(statement => statement.Text)]);
        return _described.TryGetValue(key, out var known) ? new(known) : StatementCheck.RunAsync(run, sessions, database, outcome => _described[key] = outcome, ct);
    }

    /// <summary>What is left of the answer when steps before it were not run; those after it do without this one.</summary>
    /// <param name="step">Is not run.</param>
    /// <param name="outcome">What the server said of it.</param>
    /// <param name="wasAsked">The server has seen the statement.</param>
    public Outcome Believe(SqlStep step, Outcome outcome, bool wasAsked)
    {
        var maker = _maker;
        _maker = MakesNothing(step) ? maker : step.Header.Name;
        return outcome switch
        {
            Outcome.Failed { Why: { SqlState: not null, Message: var said } } when maker is not null =>
                new Outcome.Planned(Grade.NotSimulated, $"step {maker} was not run; without it: {said}"),
            Outcome.Planned { Grade: Grade.Checked } planned when !wasAsked && step.Facts.NotUnderstood is [var first, ..] =>
                planned with { Grade = Grade.NotSimulated, Reason = first.Message },
            _ => outcome,
        };
    }

    private static bool MakesNothing(SqlStep step)
    {
        var facts = step.Facts;
        var isPlain = facts is { NotUnderstood.IsEmpty: true, Statements.IsEmpty: false };
        foreach (var statement in facts.Statements)
        {
            isPlain &= IsPlain(statement.Parsed);
        }

        return isPlain;
    }

    internal static Outcome.Failed Failed(SqlStep step, Diagnostic problem) => new(problem with { Span = step.Header.Span });

    private static Outcome.Planned Unasked(string why) => new(Grade.Checked, $"not described by a server: {why}");
}

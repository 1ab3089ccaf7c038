using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Steps.Sql.Saving;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>One attempt of an `sql` step, all holes filled.</summary>
internal sealed record SqlRun(
    SqlStep Step, ImmutableArray<BoundStatement> Statements, CountContract? Rows, CountContract? Affected, Masker Masker, StepContext Context)
{
    /// <summary>Where the rows of the last statement go instead of into the result.</summary>
    public SaveTarget? Save { get; init; }

    /// <summary>What the server must not write down.</summary>
    public SecretPlace Secret { get; init; }

    /// <summary>What the server computes or says of a statement with a secret in it is secret, unless the step says otherwise.</summary>
    public bool IsSecret => Secret != SecretPlace.None && !Step.Header.IsOpen;

    /// <summary>In a dry run, which writes no file.</summary>
    private bool OnlyCounts => Save is not null && Context.DryRun;

    /// <exception cref="SaveFailure">The file cannot be written.</exception>
    public RowFile? OpenFile() => Save is null || OnlyCounts ? null : new(Save);

    /// <summary>Where the rows of this statement go: of the last one to the file.</summary>
    public IRowSink? SinkOf(BoundStatement statement, RowFile? file) =>
        statement != Statements[^1] ? null
        : OnlyCounts ? NoFile.Instance
        : file;

    /// <summary>The members of the file; null without one. Of one that a dry run did not write nothing is known.</summary>
    public Field[]? Keep(RowFile? file) => OnlyCounts ? SaveTarget.NotWritten(Step) : file?.Keep();

    /// <summary>The contract that does not hold; null when all do.</summary>
    public CountContract? Broken(StatementResult last, out long found) => Broken(last.Count, last.Affected, out found);

    /// <summary>What rows that are known already mean under the contracts as they are now.</summary>
    public Outcome Judge(Outcome known)
    {
        var result = known switch
        {
            Outcome.Succeeded succeeded => succeeded.Result,
            Outcome.Failed { Result: { } kept } failed when Problems.IsContractBroken(failed.Why) => kept,
            _ => null,
        };
        if (result?["count"] is not Value.Integer count || result["affected"] is not Value.Integer affected)
        {
            return known;
        }

        var isUndone = Step.Effect != Effect.Read && Step.InTransaction;
        return (Broken(count.Whole, affected.Whole, out var found), known) switch
        {
            ({ } contract, _) => new Outcome.Failed(
                Problems.ContractBroken(contract.Span, contract.Key, contract.Text, found, isUndone),
                known is Outcome.Succeeded { Changed: var changed } && !isUndone ? changed : Changed.None,
                result),
            (null, Outcome.Failed) => new Outcome.Succeeded(result, Step.Effect == Effect.Read ? Changed.None : Changed.Yes),
            _ => known,
        };
    }

    private CountContract? Broken(long count, long affected, out long found)
    {
        found = count;
        if (Rows?.Holds(found) == false)
        {
            return Rows;
        }

        found = affected;
        return Affected?.Holds(found) == false ? Affected : null;
    }

    /// <summary>
    /// A text that stands where nothing tells its type (`x IS NULL`, `jsonb_build_object('a', x)`) is text to psql; as a parameter
    /// the server refuses it (42P18), before anything of the statement ran. The same run with that argument typed; null when
    /// the server said something else.
    /// </summary>
    /// <param name="at">The statement that the server speaks of.</param>
    public SqlRun? Typed(Exception exception, BoundStatement? at)
    {
        if (exception is not PostgresException { SqlState: PostgresErrorCodes.IndeterminateDatatype } said || at is null)
        {
            return null;
        }

        var dollar = said.MessageText.IndexOf('$', StringComparison.Ordinal); // its one fact, whatever the language
        var digits = said.MessageText.AsSpan(dollar + 1);
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        return dollar >= 0
            && int.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && at.Typed(number, "pg_catalog.text") is { } typed
                ? this with { Statements = Statements.Replace(at, typed) }
                : null;
    }
}

using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Linting;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>
/// The effects of the statements of one step, asked for in their order: what is taken away from a temporary table that the step itself has
/// made is nobody's loss. Of one that another step has made nothing is known: where that did not run, the name is that of a shared table.
/// </summary>
internal sealed class StepEffects
{
    private readonly List<string> _temporary = [];

    public Effect Of(ParseResult parsed, string statement)
    {
        var effect = SqlEffects.Of(parsed);
        if (parsed is not ParsedStatement facts)
        {
            return effect;
        }

        if (effect == Effect.Destroy && _temporary.Count > 0 && IsOfTemporary(facts))
        {
            effect = Effect.Write;
        }

        if (facts.Kind == "DropStmt")
        {
            foreach (var table in facts.Tables)
            {
                _temporary.Remove(table.Name); // the same name is that of another from here
            }
        }
        else if (TakenLocks.Created(facts) is (null or "pg_temp", var made) && !_temporary.Contains(made) && IsTemporary(StatementWords.Of(statement)))
        {
            _temporary.Add(made);
        }

        return effect;
    }

    private bool IsOfTemporary(ParsedStatement facts)
    {
        var isAny = false;
        foreach (var table in facts.Tables)
        {
            if (table.Access == TableAccess.Write)
            {
                isAny = true;
                if (table.Schema is not (null or "pg_temp") || !_temporary.Contains(table.Name))
                {
                    return false;
                }
            }
        }

        return isAny;
    }

    private static bool IsTemporary(List<string> words) =>
        words is ["CREATE", "TEMP" or "TEMPORARY", ..] or ["CREATE", "GLOBAL" or "LOCAL", "TEMP" or "TEMPORARY", ..];
}

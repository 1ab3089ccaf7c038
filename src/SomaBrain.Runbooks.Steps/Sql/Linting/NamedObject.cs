using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>What a statement makes or drops, by kind and name as they are written.</summary>
internal sealed record NamedObject(string Kind, string Name)
{
    /// <summary>
    /// Whether a step under `undo` takes away nothing but what the step has made: each of its DROPs is of something that the step
    /// creates, and that cannot have been there before (no IF NOT EXISTS, no OR REPLACE), without what others have made of it (CASCADE).
    /// </summary>
    public static bool TakesBack(SqlFacts step, SqlFacts undo)
    {
        var made = step.Statements.SelectMany(statement => Made(statement.Text)).ToHashSet();
        return undo.Statements.Where(statement => statement.Parsed.Effect == SqlEffect.Destroy)
            .All(statement => Dropped(statement.Text) is { IsEmpty: false } dropped && dropped.All(made.Contains));
    }

    /// <summary>Its names: an index is in the schema of its table.</summary>
    private static IEnumerable<NamedObject> Made(string statement)
    {
        var words = new ObjectWords(statement);
        if (words.Take("ALTER"))
        {
            foreach (var part in Parts(words, "ADD"))
            {
                yield return part;
            }

            yield break;
        }

        if (!words.Take("CREATE"))
        {
            yield break;
        }

        while (words.Take("UNIQUE") || words.Take("UNLOGGED"))
        {
        }

        if (words.Kind() is not { } kind)
        {
            yield break;
        }

        words.Take("CONCURRENTLY");
        if (words.NameOf(kind) is not { } name)
        {
            yield break;
        }

        yield return new(kind, name);
        if (kind == "INDEX" && words.Take("ON"))
        {
            words.Take("ONLY");
            if (words.Name()?.LastIndexOf('.') is > 0 and var dot && words.Last is { } table)
            {
                yield return new(kind, $"{table[..dot]}.{name}");
            }
        }
    }

    /// <summary>Empty: it is none, or more than what it names goes with it.</summary>
    private static ImmutableArray<NamedObject> Dropped(string statement)
    {
        var words = new ObjectWords(statement);
        if (words.Take("ALTER"))
        {
            return [.. Parts(words, "DROP")];
        }

        if (!words.Take("DROP") || words.Kind() is not { } kind)
        {
            return [];
        }

        words.Take("CONCURRENTLY");
        if (words.Take("IF"))
        {
            words.Take("EXISTS");
        }

        var dropped = ImmutableArray.CreateBuilder<NamedObject>();
        do
        {
            if (words.NameOf(kind) is not { } name)
            {
                return [];
            }

            dropped.Add(new(kind, name));
        }
        while (words.Take(","));

        words.Take("RESTRICT");
        return words.IsAtEnd ? dropped.ToImmutable() : [];
    }

    /// <summary>Columns and constraints that ALTER TABLE adds or drops. Of one that drops, none where it does anything else beside.</summary>
    private static List<NamedObject> Parts(ObjectWords words, string action)
    {
        var isDrop = action == "DROP";
        List<NamedObject> parts = [];
        if (!words.Take("TABLE"))
        {
            return parts;
        }

        if (words.Take("IF"))
        {
            words.Take("EXISTS");
        }

        words.Take("ONLY");
        var table = words.Name();
        words.Take("*");
        do
        {
            var isTaken = words.Take(action);
            var kind = words.Take("CONSTRAINT") ? "CONSTRAINT" : "COLUMN";
            words.Take(kind);
            if (isDrop && words.Take("IF"))
            {
                words.Take("EXISTS");
            }

            if (isTaken && words.Name() is { } name)
            {
                parts.Add(new(kind, $"{name} OF {table}"));
            }
            else if (isDrop)
            {
                return [];
            }

            if (isDrop)
            {
                words.Take("RESTRICT");
            }
            else
            {
                words.SkipToComma();
            }
        }
        while (words.Take(","));

        return table is null || (isDrop && !words.IsAtEnd) ? [] : parts;
    }
}

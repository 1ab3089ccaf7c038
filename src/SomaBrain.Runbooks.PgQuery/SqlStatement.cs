using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>One statement of a script, without its semicolon and the comments around it.</summary>
/// <param name="Text">The statement as it stands in the script.</param>
/// <param name="Offset">Where it starts in the script, in UTF-16 characters.</param>
public sealed record SqlStatement(string Text, int Offset)
{
    /// <summary>As they were found when the script was scanned; none when the statement has to be scanned by itself.</summary>
    internal ImmutableArray<PgToken> Tokens { get; init; }
}

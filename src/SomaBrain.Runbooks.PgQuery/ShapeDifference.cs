namespace SomaBrain.Runbooks.PgQuery;

/// <summary>The first place where two token lists differ; a side that has ended is null.</summary>
/// <param name="Index">Of the token, from 0.</param>
/// <param name="Before">The token before.</param>
/// <param name="After">The token after.</param>
public sealed record ShapeDifference(int Index, PgToken? Before, PgToken? After);

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>Where a hole was replaced by a parameter.</summary>
/// <param name="Offset">In UTF-16 characters of the statement with parameters.</param>
/// <param name="Text">What stands there: <c>$1</c>.</param>
public sealed record HoleAt(int Offset, string Text)
{
    public int End => Offset + Text.Length;
}

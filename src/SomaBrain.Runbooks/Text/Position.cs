namespace SomaBrain.Runbooks.Text;

/// <summary>A place in a source: line and column, both 1-based, columns in UTF-16 code units.</summary>
public readonly record struct Position(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}

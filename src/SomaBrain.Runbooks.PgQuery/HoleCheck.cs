namespace SomaBrain.Runbooks.PgQuery;

/// <summary>The verdict over the holes of a statement.</summary>
public abstract record HoleCheck
{
    private HoleCheck()
    {
    }

    /// <summary>Each hole is one parameter, and there are no other parameters.</summary>
    public sealed record Ok : HoleCheck;

    /// <param name="Index">Which hole, from 0.</param>
    /// <param name="Where">Where it stands.</param>
    public sealed record HoleNotParameter(int Index, HolePlace Where) : HoleCheck;

    /// <summary>The author wrote a <c>$n</c>.</summary>
    /// <param name="Offset">Where, in UTF-16 characters.</param>
    public sealed record AuthorParameter(int Offset) : HoleCheck;

    /// <param name="Offset">Where, in UTF-16 characters.</param>
    /// <param name="Message">PostgreSQL's words.</param>
    public sealed record ScanFailed(int Offset, string Message) : HoleCheck;
}

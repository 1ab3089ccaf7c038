namespace SomaBrain.Runbooks.Text;

/// <summary>A stretch of a source, from <paramref name="Start"/> up to and without <paramref name="End"/>.</summary>
public sealed record SourceSpan(Source Source, Position Start, Position End)
{
    public string File => Source.Name;

    public override string ToString() => $"{File}:{Start}";
}

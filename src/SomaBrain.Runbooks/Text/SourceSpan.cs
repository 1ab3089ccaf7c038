namespace SomaBrain.Runbooks.Text;

/// <summary>A stretch of a source, from <paramref name="From"/> up to and without <paramref name="To"/>, in UTF-16 code units.</summary>
public sealed record SourceSpan(Source Source, int From, int To)
{
    /// <summary>Looked for when it is asked: each value of a playbook has a span, and few are ever told of.</summary>
    public Position Start => Source.PositionOf(From);

    public Position End => Source.PositionOf(To);

    public string File => Source.Name;

    public override string ToString() => $"{File}:{Start}";
}

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>For expressions whose names were checked before.</summary>
internal sealed class NoNames : IStaticNames
{
    public static readonly NoNames Instance = new();

    public IEnumerable<string> Names => [];

    public IEnumerable<string>? Members(ReadOnlySpan<string> path) => null;
}

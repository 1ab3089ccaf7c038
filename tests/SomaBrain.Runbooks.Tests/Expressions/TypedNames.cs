using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>The names of <see cref="TestScope"/> before its run: of what is no cell the type is known.</summary>
internal sealed class TypedNames : IStaticNames
{
    public static readonly TypedNames Instance = new();

    private static readonly IStaticNames Untyped = TestScope.Instance;

    public IEnumerable<string> Names => Untyped.Names;

    public IEnumerable<string>? Members(ReadOnlySpan<string> path) => Untyped.Members(path);

    public Value.Unknown TypeOf(string name, string? member) =>
        TypeOf(member is null ? TestScope.Instance.Name(name) : TestScope.Instance.Member(name, member));

    private static Value.Unknown TypeOf(Value? value) => value switch
    {
        Value.Null => Typed.Integer with { MayBeNull = true },
        Value.Secret secret => TypeOf(secret.Inner),
        Value.List { Items: [var first, ..] } => Typed.ListOf(TypeOf(first)),
        Value.Row row when row.Fields.Any(field => field.Value is Value.Cell) => Typed.Any,
        Value.Row row => Typed.RowOf([.. row.Fields.Select(field => new Field(field.Name, TypeOf(field.Value)))]),
        _ => Typed.Of(value),
    };
}

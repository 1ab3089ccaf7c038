using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// Reads an object by name and keeps account of what was not asked for. A field that is missing or of another type is a
/// <see cref="FormatException"/>.
/// </summary>
internal sealed class JsonFields(Json.Object from)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public static JsonFields Of(Json json) => new(json as Json.Object ?? throw new FormatException());

    public Json? Maybe(string name)
    {
        _read.Add(name);
        return from[name];
    }

    public string Text(string name) => ValueJson.Text(Maybe(name));

    public string? MaybeText(string name) => Maybe(name) is { } json ? ValueJson.Text(json) : null;

    public long Whole(string name) => Maybe(name) is Json.Integer integer ? integer.Whole : throw new FormatException();

    public int Int(string name) => Whole(name) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : throw new FormatException();

    public bool Flag(string name) => Maybe(name) is Json.Boolean boolean ? boolean.Is : throw new FormatException();

    public DateTimeOffset Time(string name) => Scalars.ReadTime(Text(name));

    public DateTimeOffset? MaybeTime(string name) => MaybeText(name) is { } text ? Scalars.ReadTime(text) : null;

    public Value Value(string name) => Maybe(name) is { } json ? ValueJson.Read(json) : throw new FormatException();

    public Value? MaybeValue(string name) => Maybe(name) is { } json ? ValueJson.Read(json) : null;

    public T? Maybe<T>(string name, Func<JsonFields, T> read)
        where T : class => Maybe(name) is { } json ? read(Of(json)) : null;

    public T One<T>(string name, Func<JsonFields, T> read) => Maybe(name) is { } json ? read(Of(json)) : throw new FormatException();

    public ImmutableArray<T> Each<T>(string name, Func<JsonFields, T> read) => List(name, json => read(Of(json)));

    public ImmutableArray<T> List<T>(string name, Func<Json, T> read) => [.. ValueJson.Items(Maybe(name)).Select(read)];

    /// <summary>What nobody asked for.</summary>
    public Json.Object Rest() => new([.. from.Members.Where(m => !_read.Contains(m.Name))]);
}

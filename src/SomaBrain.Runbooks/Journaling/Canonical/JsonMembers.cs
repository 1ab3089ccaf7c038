using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>Builds an object; what is null is left out.</summary>
internal sealed class JsonMembers
{
    private readonly ImmutableArray<Json.Member>.Builder _members = ImmutableArray.CreateBuilder<Json.Member>();

    public JsonMembers Add(string name, Json? value)
    {
        if (value is not null)
        {
            _members.Add(new(name, value));
        }

        return this;
    }

    public JsonMembers Text(string name, string? text) => Add(name, text is null ? null : new Json.Text(text));

    public JsonMembers Whole(string name, long whole) => Add(name, new Json.Integer(whole));

    public JsonMembers Flag(string name, bool flag) => Add(name, new Json.Boolean(flag));

    public JsonMembers Time(string name, DateTimeOffset? at) => Text(name, at is { } time ? Scalars.Write(time) : null);

    public JsonMembers Value(string name, Value? value) => Add(name, value is null ? null : ValueJson.Write(value));

    public JsonMembers List<T>(string name, ImmutableArray<T> items, Func<T, Json> write) => Add(name, new Json.Array(ImmutableArray.CreateRange(items, write)));

    public JsonMembers AddRange(ImmutableArray<Json.Member> members)
    {
        _members.AddRange(members);
        return this;
    }

    public Json.Object ToObject() => new(_members.DrainToImmutable());
}

using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Journaling.Canonical;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>Members of a report as JSON; what is null is left out.</summary>
internal static class JsonParts
{
    public static Json.Object Object(params ReadOnlySpan<(string Name, Json? Value)> members)
    {
        var kept = ImmutableArray.CreateBuilder<Json.Member>(members.Length);
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                kept.Add(new(name, value));
            }
        }

        return new(kept.ToImmutable());
    }

    public static Json.Text? Said(string? text) => text is null ? null : new(text);

    public static Json.Integer? Whole(long? number) => number is { } whole ? new(Math.Clamp(whole, -Json.Greatest, Json.Greatest)) : null;

    public static Json.Text Time(DateTimeOffset at) => new(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    public static Json.Integer Micros(TimeSpan length) => new(length.Ticks / TimeSpan.TicksPerMicrosecond);

    public static Json.Array List<T>(ImmutableArray<T> items, Func<T, Json> write) => new([.. items.Select(write)]);
}

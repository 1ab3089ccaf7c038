using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>Finds the secrets that the holes of a statement hold.</summary>
internal static class SecretPlaces
{
    public static SecretPlace Of(Template sql, IScope scope) => sql.Parts.OfType<TemplatePart.Hole>()
        .Where(hole => hole.Fill(scope).Value is Value.Secret)
        .Select(hole => hole.Filter is null ? SecretPlace.Parameter : SecretPlace.Text)
        .DefaultIfEmpty(SecretPlace.None)
        .Max();
}

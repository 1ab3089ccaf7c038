using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <summary>What is computed of a secret is one too: a part of it, a text around it, a sensitive result. Whoever gets such a
/// value may print it, so it is masked from then on.</summary>
internal static class HoleSecrets
{
    /// <summary>Characters up to which a computed value is masked as a whole; secrets within a longer one still are.</summary>
    private const int Longest = 4096;

    public static void Learn(this KnownSecrets known, Template template, IScope scope)
    {
        foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
        {
            // what is masked within a text is known already, and the rest of the text is no secret
            if (hole.Fill(scope) is { Ok: true, Value: Value.Secret { Masked: null } secret })
            {
                foreach (var text in Texts(secret.Inner).Where(text => text.Length <= Longest))
                {
                    known.Add(text);
                }
            }
        }
    }

    private static IEnumerable<string> Texts(Value value) => value switch
    {
        Value.Secret secret => Texts(secret.Inner),
        Value.Text text => [text.Content],
        Value.Cell cell => [cell.Content],
        Value.List list => list.Items.SelectMany(Texts),
        Value.Row row => row.Fields.SelectMany(field => Texts(field.Value)),
        _ => [],
    };
}

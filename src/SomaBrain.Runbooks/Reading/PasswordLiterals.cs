using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Diagnostics.Silencing;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Finds passwords written into a playbook, comments included: whoever may read the file has them.</summary>
internal static class PasswordLiterals
{
    /// <summary>The source to go on with: each password in it is blanked out, so that no excerpt of any problem shows it.</summary>
    public static Source Check(Source source, SilencingComments silencing, DiagnosticBag problems)
    {
        var found = PasswordPatterns.In(source.Text).Where(range => !silencing.Silences(Problems.PasswordLiteral(source.Span(range.Start, range.End)))).ToList();
        if (found.Count == 0)
        {
            return source;
        }

        var text = source.Text.ToCharArray();
        foreach (var (start, end) in found)
        {
            text.AsSpan(start, end - start).Fill('•');
        }

        var masked = new Source(source.Name, new(text));
        foreach (var (start, end) in found)
        {
            problems.Add(Problems.PasswordLiteral(masked.Span(start, end)));
        }

        return masked;
    }
}

using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Counts holes before anything is made of them: a text of 1 MiB has room for so many that reading them takes hundreds of MiB.</summary>
internal static class HoleLimit
{
    public static bool Check(Source source, DiagnosticBag problems)
    {
        var (at, count) = (0, 0);
        while (source.Text.AsSpan(at).IndexOf("{{", StringComparison.Ordinal) is >= 0 and var next)
        {
            at += next;
            if (++count > StepNames.MostUses)
            {
                problems.Add(Problems.TooManyExpressions(source.Span(at, 2), $"{StepNames.MostUses}"));
                return false;
            }

            at += 2;
        }

        return true;
    }
}

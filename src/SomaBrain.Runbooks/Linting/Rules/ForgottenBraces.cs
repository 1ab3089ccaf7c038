using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>
/// A value that is nothing but the path of something that there is, `steps.old.value`, or holds one as other languages write it,
/// `${params.days}`: it is taken as it stands. Code is left alone, and so is a path of something that there is not.
/// </summary>
internal sealed class ForgottenBraces : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        List<Diagnostic> found = [];
        foreach (var text in subject.Names.Bare)
        {
            var content = text.Content;
            if (BarePath.Length(content) is > 0 and var whole && whole == content.Length)
            {
                if (IsKnown(content, subject))
                {
                    found.Add(Problems.ForgottenBraces(text.Whole, content, isWhole: true));
                }

                continue;
            }

            for (var at = content.IndexOf('$', StringComparison.Ordinal); at >= 0; at = content.IndexOf('$', at + 1))
            {
                if (Inside(content, at) is { } path && IsKnown(path, subject))
                {
                    found.Add(Problems.ForgottenBraces(text.Span(at, at + path.Length + 3), path, isWhole: false));
                }
            }
        }

        return found;
    }

    /// <summary>The path between `${` and `}`, or `$(` and `)`.</summary>
    private static string? Inside(string content, int dollar)
    {
        if (content.AsSpan(dollar) is not ['$', ('{' or '(') and var open, .. var rest])
        {
            return null;
        }

        var length = BarePath.Length(rest);
        return length > 0 && length < rest.Length && rest[length] == (open == '{' ? '}' : ')') ? rest[..length].ToString() : null;
    }

    private static bool IsKnown(string path, LintSubject subject)
    {
        var names = path.Split('.', '[');
        return names[0] switch
        {
            "params" => subject.Playbook.Parameters.Any(parameter => parameter.Name == names[1]),
            "vars" => subject.Playbook.Vars.ContainsKey(names[1]),
            "steps" => names.Length > 2 && subject.Names.MembersOf(names[1])?.Contains(names[2]) == true,
            _ => names.Length > 2 && subject.Playbook.Targets.Any(target => target.Name == names[1]),
        };
    }
}

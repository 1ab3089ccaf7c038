using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Options;

namespace SomaBrain.Runbooks.Steps.Targets.Binding;

/// <summary>One `--target`.</summary>
/// <param name="Target">The playbook's target it speaks of.</param>
/// <param name="Text">A server's name, a connection string, or `scratch`; never shown, it may hold a password.</param>
internal sealed record TargetArgument(TargetDeclaration Target, string Text)
{
    /// <summary>
    /// `db=prod` where `db` is a target of the playbook; anything else is for its first target. So a target named like a key of
    /// libpq wins over the key. Null after an error.
    /// </summary>
    public static TargetArgument? Parse(
        string argument, IReadOnlyList<TargetDeclaration> declared, IReadOnlyList<TargetDeclaration> bindable, DiagnosticBag problems)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals > 0 ? argument[..equals].Trim() : "";
        var isName = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        var (target, text) = declared.FirstOrDefault(d => d.Name == name) is { } named ? (named, argument[(equals + 1)..]) : (bindable.Count > 0 ? bindable[0] : declared[0], argument);
        if (target.Connect is not null)
        {
            problems.Add(Problems.TargetIsStarted(target.Name));
            return null;
        }

        if (isName && target.Name != name && ConnectionKeys.Find(name) is null)
        {
            // `hots=/tmp` is a misspelt key, `bd=prod` a misspelt target: the nearer word tells.
            problems.Add(Suggestion.For(name, declared.Select(d => d.Name)) is null && Suggestion.For(name, ConnectionKeys.Names) is not null
                ? Problems.UnknownConnectionKey(null, $"--target {target.Name}", name, ConnectionKeys.Names)
                : Problems.UnknownTargetGiven(name, [.. declared.Select(d => d.Name)]));
            return null;
        }

        if (text.Trim().Length == 0)
        {
            problems.Add(Problems.EmptyTargetArgument(target.Name));
            return null;
        }

        return new(target, text.Trim());
    }

    public override string ToString() => $"--target {Target.Name}=…";
}

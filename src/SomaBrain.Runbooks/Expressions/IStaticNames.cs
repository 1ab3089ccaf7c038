using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>The names that are known at one place of a playbook before it runs.</summary>
public interface IStaticNames
{
    /// <summary>Roots and other names: `params`, `steps`, `item`.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>What may follow a path (`["steps", "old"]`); null when only the run can tell.</summary>
    IEnumerable<string>? Members(ReadOnlySpan<string> path);

    /// <summary>Whether a name may follow a path; null when only the run can tell. Asked for each name there is: it has to be quick.</summary>
    bool? Has(ReadOnlySpan<string> path, string member) => Members(path)?.Contains(member);

    /// <summary>Says of a path whose last name is not there why not, where that is known better than by a suggestion.</summary>
    Diagnostic? WhyMissing(ReadOnlySpan<string> path, SourceSpan at) => null;

    /// <summary>What to do about a name that is not there, where that is known better than by a suggestion.</summary>
    string? InsteadOf(string name) => null;

    /// <summary>What is known before the run of a member of a root, or of another name.</summary>
    Value.Unknown TypeOf(string name, string? member) => Typed.Any;
}

using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>An id that no expression speaks of. A step that is repeated needs one all the same.</summary>
internal sealed class UnusedIds : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        var needed = subject.Places.Where(place => place.Step.Header.Loop is Loop.Repeat || place.Step.NeedsId).Select(place => place.Step.Header.Id).ToHashSet(StringComparer.Ordinal);
        return from id in subject.Names.Ids
               where !needed.Contains(id.Key) && !subject.Used.Has("steps", id.Key)
               select Problems.UnusedId(id.Value, id.Key);
    }
}

using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The ids of a playbook in the order of its text, and every expression that may speak of them.</summary>
public sealed class StepNames(DiagnosticBag problems)
{
    private readonly Dictionary<string, (int Order, SourceSpan Span, ImmutableArray<string> Members)> _ids = new(StringComparer.Ordinal);
    private readonly List<NameUse> _uses = [];

    private readonly List<Template> _withoutSecrets = [];

    public IReadOnlyList<NameUse> Uses => _uses;

    /// <summary>Texts in which nothing secret may stand.</summary>
    public IReadOnlyList<Template> WithoutSecrets => _withoutSecrets;

    /// <summary>How many steps were begun so far.</summary>
    public int Begun { get; private set; }

    public int Begin() => ++Begun;

    public void Add(string id, int order, SourceSpan span, IEnumerable<string> members)
    {
        if (_ids.TryGetValue(id, out var first))
        {
            problems.Add(Problems.DuplicateId(span, id, first.Span));
            return;
        }

        _ids.Add(id, (order, span, [.. members]));
    }

    public void RefuseSecrets(Template template) => _withoutSecrets.Add(template);

    public void Use(NameUse use) => _uses.Add(use);

    /// <summary>The place of an id in the text, as <see cref="Begun"/> counts.</summary>
    public int OrderOf(string id) => _ids.TryGetValue(id, out var found) ? found.Order : 0;

    public bool IsKnown(string id) => _ids.ContainsKey(id);

    public bool IsBefore(string id, int? stepsBefore) => _ids.TryGetValue(id, out var found) && (stepsBefore is null || found.Order <= stepsBefore);

    public IEnumerable<string> IdsBefore(int? stepsBefore) => _ids.Where(id => stepsBefore is null || id.Value.Order <= stepsBefore).Select(id => id.Key);

    public ImmutableArray<string> MembersOf(string id) => _ids.TryGetValue(id, out var found) ? found.Members : [];
}

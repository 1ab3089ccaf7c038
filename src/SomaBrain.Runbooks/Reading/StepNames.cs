using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The ids of a playbook in the order of its text, and every expression that may speak of them.</summary>
public sealed class StepNames(DiagnosticBag problems)
{
    private readonly Dictionary<string, (int Order, SourceSpan Span, ImmutableArray<string> Members)> _ids = new(StringComparer.Ordinal);
    private readonly List<NameUse> _uses = [];

    private readonly Dictionary<string, bool> _sensitive = new(StringComparer.Ordinal);
    private readonly List<int> _pauses = [];

    public IReadOnlyList<NameUse> Uses => _uses;

    /// <summary>Set while an `undo` is read: what it speaks of is kept in the journal, and nowhere else.</summary>
    public bool IsKeeping { get; set; }

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

    public void Use(NameUse use) => _uses.Add(use with { IsKept = IsKeeping });

    /// <summary>Notes what a step means for those after it.</summary>
    public void Began(Step step, int order)
    {
        if (step.Header is { IsSensitive: true, Id: { } id })
        {
            _sensitive[id] = step.Effect == Effect.Read;
        }

        if (step.MayPause)
        {
            _pauses.Add(order);
        }
    }

    /// <summary>
    /// Why a result that nobody keeps may be gone where it is used; null when it is there. After a pause a read is done again, a
    /// write is not.
    /// </summary>
    public string? WhyLost(NameUse use, string id) =>
        !_sensitive.TryGetValue(id, out var isRead) ? null
        : use.IsKept ? "it is not kept, and an `undo` is run when it is gone"
        : !isRead && _pauses.Exists(pause => pause > _ids[id].Order && pause <= (use.StepsBefore ?? int.MaxValue - 1) + 1)
            ? "it is not kept, and the run may pause between that step and here"
            : null;

    public bool IsKnown(string id) => _ids.ContainsKey(id);

    public bool IsBefore(string id, int? stepsBefore) => _ids.TryGetValue(id, out var found) && (stepsBefore is null || found.Order <= stepsBefore);

    public IEnumerable<string> IdsBefore(int? stepsBefore) => _ids.Where(id => stepsBefore is null || id.Value.Order <= stepsBefore).Select(id => id.Key);

    public ImmutableArray<string> MembersOf(string id) => _ids.TryGetValue(id, out var found) ? found.Members : [];
}

using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The ids of a playbook in the order of its text, and every expression that may speak of them.</summary>
public sealed class StepNames(DiagnosticBag problems)
{
    /// <summary>Expressions and holes of one playbook: six for each step of a very long one. Each takes some KiB to read.</summary>
    public const int MostUses = 6_000;

    /// <summary>UTF-16 code units of all of them together. Reading one takes a hundred times its own length of memory.</summary>
    private const int MostText = 256 * 1024;

    /// <summary>Each step has one; a kind may have its own, which goes before.</summary>
    private const string Status = "status";

    private int _expressions;
    private int _text;
    private bool _isFull;
    private readonly Dictionary<string, StepName> _ids = new(StringComparer.Ordinal);
    private readonly List<NameUse> _uses = [];

    private readonly Dictionary<string, bool> _sensitive = new(StringComparer.Ordinal);
    private readonly List<int> _pauses = [];

    /// <summary>By the name of a target the step that works on it first.</summary>
    private readonly Dictionary<string, StepName> _first = new(StringComparer.Ordinal);

    private readonly List<NameUse> _withoutSecrets = [];

    private readonly HashSet<MappedText> _read = new(ReferenceEqualityComparer.Instance);

    private readonly List<MappedText> _bare = [];

    public IReadOnlyList<NameUse> Uses => _uses;

    /// <summary>Set while an `undo` is read: what it speaks of is kept in the journal, and nowhere else.</summary>
    public bool IsKeeping { get; set; }

    /// <summary>Holes in which nothing secret may stand.</summary>
    public IReadOnlyList<NameUse> WithoutSecrets => _withoutSecrets;

    /// <summary>Whether an expression more can be read; says it once when not.</summary>
    public bool HasRoom(MappedText expression) => HasRoom(1, expression.Content.Length, expression.Whole);

    /// <summary>Whether the holes of a text can be.</summary>
    public bool HasRoomForHoles(MappedText text)
    {
        var (count, length) = (0, 0);
        for (var at = 0; text.Content.AsSpan(at).IndexOf("{{") is >= 0 and var next; count++)
        {
            at += next;
            var end = text.Content.AsSpan(at).IndexOf("}}");
            var hole = end < 0 ? text.Content.Length - at : end;
            (at, length) = (at + hole, length + hole);
        }

        return count == 0 || HasRoom(count, length, text.Whole);
    }

    private bool HasRoom(int expressions, int length, SourceSpan at)
    {
        _expressions += expressions;
        _text += length;
        if (_expressions <= MostUses && _text <= MostText)
        {
            return true;
        }

        if (!_isFull)
        {
            _isFull = true;
            problems.Add(_expressions > MostUses ? Problems.TooManyExpressions(at, $"{MostUses}") : Problems.TooManyExpressions(at, $"{MostText} characters of"));
        }

        return false;
    }

    /// <summary>How many steps were begun so far.</summary>
    public int Begun { get; private set; }

    public int Begin() => ++Begun;

    /// <param name="loops">Those around it, from the outermost.</param>
    public void Add(string id, int order, SourceSpan span, ImmutableArray<string> members, ImmutableArray<LoopAround> loops)
    {
        if (_ids.TryGetValue(id, out var first))
        {
            problems.Add(Problems.DuplicateId(span, id, first.Span));
            return;
        }

        _ids.Add(id, new(order, span, members, loops));
    }

    /// <summary>The members are known better now that the step was read.</summary>
    /// <param name="members">Null: it could not be read, and what follows from that is not told.</param>
    /// <param name="typeOf">What is known of a member before the run.</param>
    public void SetMembers(string id, ImmutableArray<string>? members, Func<string, Value.Unknown>? typeOf = null)
    {
        if (_ids.TryGetValue(id, out var found))
        {
            _ids[id] = found with { Members = members, TypeOf = typeOf };
        }
    }

    /// <summary>What is known of a step's results before the run.</summary>
    public Value.Unknown TypeOf(string id)
    {
        if (_ids.GetValueOrDefault(id) is not { Members: not null } step)
        {
            return Typed.Any;
        }

        return step.Type ??= RowOf(id, step, isTurn: false);
    }

    /// <summary>Notes a text that is read with its holes, an expression too.</summary>
    public void Read(MappedText text) => _read.Add(text);

    /// <summary>Notes a text that is read with its holes and is no code, where one of our names may stand in it without braces.</summary>
    public void ReadText(MappedText text)
    {
        if (BarePath.MayBeIn(text.Content))
        {
            _bare.Add(text);
        }
    }

    /// <summary>Texts in which one of our names may stand without braces.</summary>
    public IReadOnlyList<MappedText> Bare => _bare;

    public bool HasHoles(MappedText text) => _read.Contains(text);

    /// <param name="judge">Says what is wrong with a secret there.</param>
    public void RefuseSecrets(Expression expression, ImmutableArray<LoopAround> loops, Func<Value, Diagnostic?> judge) =>
        _withoutSecrets.Add(new(expression, null, [], loops) { Judge = judge });

    /// <summary>Has a value looked at by who will use it, as far as it is known before the run.</summary>
    /// <param name="judge">Says why no run could use it; null where one may.</param>
    public void Demand(Expression expression, Func<Value, Diagnostic?> judge)
    {
        for (var i = _uses.Count - 1; i >= 0; i--) // it was read just now
        {
            if (ReferenceEquals(_uses[i].Expression, expression))
            {
                _uses[i] = _uses[i] with { Judge = judge };
                return;
            }
        }
    }

    public void Use(NameUse use) => _uses.Add(IsKeeping ? use with { IsKept = true } : use);

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

        if (step.UsesTarget)
        {
            WorksOn(step.Header.On!, step, order);
        }

        foreach (var block in step.Blocks)
        {
            foreach (var target in block.Callee?.BoundTargets?.Values ?? [])
            {
                WorksOn(target, step, order);
            }
        }
    }

    /// <summary>An `undo` is run when all is there that the step itself needed.</summary>
    private void WorksOn(string target, Step step, int order)
    {
        if (!IsKeeping && !_first.ContainsKey(target))
        {
            _first.Add(target, new(order, step.Header.Span, null, []));
        }
    }

    /// <summary>The step that works on a target first, where that is not behind another step; null when it is, or nobody works on it.</summary>
    /// <param name="id">Of the other; empty: none.</param>
    public SourceSpan? FirstOn(string target, string id) =>
        _ids.TryGetValue(id, out var other) && _first.TryGetValue(target, out var first) && first.Order <= other.Order ? first.Span : null;

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

    /// <summary>The place of an id in the text, as <see cref="Begun"/> counts.</summary>
    public int OrderOf(string id) => _ids.TryGetValue(id, out var found) ? found.Order : 0;

    /// <summary>Every id and where it is given, in the order of the text.</summary>
    public IEnumerable<KeyValuePair<string, SourceSpan>> Ids => _ids.OrderBy(id => id.Value.Order).Select(id => KeyValuePair.Create(id.Key, id.Value.Span));

    /// <summary>Whether it is a step before, and in no loop but those around.</summary>
    public bool CanSpeakOf(string id, NameUse use) => _ids.TryGetValue(id, out var found) && !IsLater(found, use) && LoopAround(found, use) is null;

    /// <summary>The ids that can be spoken of: of steps before, and of no loop but those around.</summary>
    public IEnumerable<string> IdsBefore(NameUse use) => _ids.Where(id => !IsLater(id.Value, use) && LoopAround(id.Value, use) is null).Select(id => id.Key);

    public bool IsLater(string id, NameUse use) => _ids.TryGetValue(id, out var found) && IsLater(found, use);

    /// <summary>The outermost loop that the step stands in and the use does not; null when there is none.</summary>
    public LoopAround? LoopAround(string id, NameUse use) => _ids.TryGetValue(id, out var found) ? LoopAround(found, use) : null;

    /// <summary>The loops that a step stands in, from the outermost.</summary>
    public ImmutableArray<LoopAround> LoopsOf(string id) => _ids.TryGetValue(id, out var found) ? found.Loops : [];

    /// <summary>The steps that a turn of a loop has as members: those that stand in no further loop inside it.</summary>
    public IEnumerable<string> IdsIn(string loop) => _ids.Where(id => id.Value.Loops is [.., { Id: var around }] && around == loop).Select(id => id.Key);

    public IEnumerable<string>? MembersOf(string id) => _ids.TryGetValue(id, out var found) ? found.Members : [];

    private static bool IsLater(StepName step, NameUse use) => use.StepsBefore is { } before && step.Order > before;

    private static LoopAround? LoopAround(StepName step, NameUse use) => step.Loops.FirstOrDefault(loop => !use.Loops.Contains(loop));

    private Value.Unknown RowOf(string id, StepName step, bool isTurn)
    {
        List<Field> fields = [];
        var hasOwnStatus = step.Members!.Value.Count(member => member == Status) > 1;
        foreach (var member in step.Members.Value.Distinct(StringComparer.Ordinal))
        {
            if (member == Status && !hasOwnStatus)
            {
                fields.Add(new(member, Typed.Text));
            }
            else if (member != "each")
            {
                fields.Add(new(member, step.TypeOf?.Invoke(member) ?? Typed.Any));
            }
            else if (!isTurn)
            {
                fields.Add(new(member, Typed.ListOf(RowOf(id, step, isTurn: true))));
            }
        }

        fields.AddRange(isTurn ? IdsIn(id).Select(inner => new Field(inner, TypeOf(inner))) : []);
        return Typed.RowOf([.. fields]);
    }

    private sealed record StepName(int Order, SourceSpan Span, ImmutableArray<string>? Members, ImmutableArray<LoopAround> Loops)
    {
        public Func<string, Value.Unknown>? TypeOf { get; init; }

        /// <summary>What is known of the results, once it was asked for.</summary>
        public Value.Unknown? Type { get; set; }
    }
}

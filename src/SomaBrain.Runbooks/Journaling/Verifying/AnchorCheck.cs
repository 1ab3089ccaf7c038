namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>Compares the chain, line by line, with the heads that others kept.</summary>
internal sealed class AnchorCheck(ChainCheck chain, JournalKnowledge known)
{
    private readonly AnchoredHead[] _heads = [.. known.Heads.Where(one => one.Head.Count > 0).OrderBy(one => one.Head.Count)];
    private int _passed;
    private long _keptAt;
    private AnchoredHead? _last;

    /// <summary>After each good line: what an anchor has against it.</summary>
    public string? Next()
    {
        if (known.Kept is { } kept && chain.HeadIs(kept))
        {
            _keptAt = chain.Count;
        }

        if (_last is not null)
        {
            return $"after the end that {_last.Anchor} knows";
        }

        string? wrong = null;
        for (; _passed < _heads.Length && _heads[_passed].Head.Count == chain.Count; _passed++)
        {
            _last ??= _heads[_passed].IsLast ? _heads[_passed] : null;
            wrong ??= chain.HeadIs(_heads[_passed].Head.Sha256) ? null : $"not the line that {_heads[_passed].Anchor} knows";
        }

        return wrong;
    }

    /// <summary>An anchored line was whole once, so that no crash took it; and behind an end that is known nothing is written any more.</summary>
    public Verdict.Tampered? Torn() => Cut() ?? (_last is null ? null : new(chain.Head, chain.Count + 1, $"after the end that {_last.Anchor} knows"));

    /// <summary>The journal is shorter than it was.</summary>
    public Verdict.Tampered? Cut() => _passed < _heads.Length
        ? new(chain.Head, chain.Count + 1, $"missing: {_heads[^1].Anchor} knows {_heads[^1].Head.Count} lines")
        : null;

    /// <summary>A head of the last line, or of one behind this one, was kept: it is as it was written.</summary>
    public bool Covers(long line) => _keptAt >= line || (_passed > 0 && _heads[_passed - 1].Head.Count >= line);

    /// <summary>Of a journal without fault: what the head that a person kept says against it.</summary>
    public Verdict? Kept(bool closed) => known.Kept is null || _keptAt == chain.Count ? null
        : _keptAt == 0 ? new Verdict.Tampered(chain.Head, chain.Count, "no line is the one whose head was given")
        : closed ? new Verdict.Unproven(chain.Head, $"the given head is that of line {_keptAt}, and proves nothing of those after it")
        : null;
}

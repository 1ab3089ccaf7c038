using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>Collects the characters of a value together with the place that produced each.</summary>
internal sealed class ContentBuilder
{
    private readonly StringBuilder _content = new();
    private MappedText.Run _last;

    /// <summary>Those before the last; nearly every scalar stands in one piece.</summary>
    private ImmutableArray<MappedText.Run>.Builder? _runs;

    public void Append(char c, int sourceOffset) => Append([c], sourceOffset);

    /// <summary>Text that stands in the source as it is.</summary>
    public void Append(ReadOnlySpan<char> text, int sourceOffset)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_last.Length > 0 && _last.SourceOffset + _last.Length == sourceOffset)
        {
            _last = _last with { Length = _last.Length + text.Length };
        }
        else
        {
            Flush();
            _last = new(_content.Length, text.Length, sourceOffset);
        }

        _content.Append(text);
    }

    public MappedText Build(SourceSpan whole)
    {
        if (_runs is null)
        {
            return new(_content.ToString(), whole, _last.Length > 0 ? [_last] : []);
        }

        Flush();
        return new(_content.ToString(), whole, _runs.ToImmutable());
    }

    private void Flush()
    {
        if (_last.Length > 0)
        {
            (_runs ??= ImmutableArray.CreateBuilder<MappedText.Run>()).Add(_last);
        }
    }
}

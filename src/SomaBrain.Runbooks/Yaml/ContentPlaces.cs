using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>Collects the places of the characters of a value, whose content is known, while it is read a second time.</summary>
/// <param name="content">The value as YamlDotNet gives it.</param>
internal sealed class ContentPlaces(string content)
{
    private int _length;
    private bool _differs;
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

        _differs = _differs || !content.AsSpan(_length).StartsWith(text);
        if (_last.Length > 0 && _last.SourceOffset + _last.Length == sourceOffset)
        {
            _last = _last with { Length = _last.Length + text.Length };
        }
        else
        {
            Flush();
            _last = new(_length, text.Length, sourceOffset);
        }

        _length = Math.Min(_length + text.Length, content.Length);
    }

    /// <summary>Should this reading have come to another content, the value keeps its place as a whole.</summary>
    public MappedText Build(SourceSpan whole)
    {
        if (_differs || _length < content.Length || _last.Length == 0)
        {
            return MappedText.At(content, whole);
        }

        if (_runs is null)
        {
            return MappedText.InOnePiece(content, whole, _last.SourceOffset);
        }

        Flush();
        return new(content, whole, _runs.DrainToImmutable());
    }

    private void Flush()
    {
        if (_last.Length > 0)
        {
            (_runs ??= ImmutableArray.CreateBuilder<MappedText.Run>()).Add(_last);
        }
    }
}

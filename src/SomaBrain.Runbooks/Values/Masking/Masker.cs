using System.Buffers;
using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// Replaces secrets by `***` in text and in streams of bytes, in the encodings of <see cref="SecretForms"/>. It is the
/// second layer: the first is that a secret is a type which is never written. Immutable; without secrets it costs nothing.
/// </summary>
/// <remarks>
/// Secrets of <see cref="Shortest"/> characters and more are masked. Shorter ones are not, as every other word would be
/// hit; below <see cref="Strong"/> characters masking works but gives itself away by what it hits, so a plan warns
/// (<see cref="IsWeak"/>). Base64, hexadecimal, quoted-printable and the plain form of 12 characters and more are seen across the breaks
/// of lines of <see cref="WrappedPatterns.ShortestLine"/> characters and more. Not seen: parts, dumps with addresses or gaps (`od`, `xxd`
/// without `-p`), other forms that are wrapped, lines that are indented, and what is compressed, hashed, or encoded twice.
/// </remarks>
public sealed class Masker
{
    /// <summary>Characters from which on a secret is masked.</summary>
    public const int Shortest = 3;

    /// <summary>Characters from which on a secret is no longer weak.</summary>
    public const int Strong = 8;

    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    public static readonly Masker None = new(new HashSet<string>());

    private readonly IReadOnlySet<string> _secrets;
    private readonly Lazy<SecretSearch> _text;
    private readonly Lazy<SecretSearch> _bytes;

    private Masker(IReadOnlySet<string> secrets)
    {
        _secrets = secrets;
        _text = new(() => new(secrets.SelectMany(SecretForms.Of), secrets.SelectMany(SecretForms.Wrappable)));
        _bytes = new(() => new(secrets.SelectMany(SecretForms.Of).Select(Widen), secrets.SelectMany(SecretForms.Wrappable).Select(Widen)));
    }

    public bool IsEmpty => _secrets.Count == 0;

    internal SecretSearch Bytes => _bytes.Value;

    /// <summary>Whether a plan should warn that this secret is too short to be hidden well.</summary>
    public static bool IsWeak(string secret) => secret.Trim().Length < Strong;

    /// <summary>A masker that knows these secrets too; too short and blank ones are left out.</summary>
    public Masker With(params IEnumerable<string> secrets)
    {
        var all = new HashSet<string>(_secrets);
        all.UnionWith(secrets.Where(secret => secret.Trim().Length >= Shortest));
        return all.Count == _secrets.Count ? this : new(all);
    }

    /// <summary>The text without secrets; the same instance where there was none.</summary>
    public string Apply(string text)
    {
        if (IsEmpty || !_text.Value.Contains(text))
        {
            return text;
        }

        var output = new ArrayBufferWriter<char>(text.Length + Mask.Length);
        _ = _text.Value.Scan(text, 0, true, output);
        return new(output.WrittenSpan);
    }

    /// <summary>The text as a value: a secret where one stands in it. So it can be used as it is, and is shown nowhere but masked.</summary>
    /// <param name="name">What the secret is called.</param>
    public Value Cover(string name, string text) => Apply(text) is var masked && ReferenceEquals(masked, text)
        ? new Value.Text(text)
        : new Value.Secret(name, new Value.Text(text)) { Masked = masked };

    /// <summary>UTF-8 (or any other) bytes without secrets.</summary>
    public byte[] Apply(ReadOnlySpan<byte> bytes)
    {
        var output = new ArrayBufferWriter<byte>(bytes.Length + Mask.Length);
        using var stream = new MaskingStream(this);
        stream.Write(bytes, output);
        stream.Complete(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A byte each as a character, so that one search serves text and bytes.</summary>
    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}

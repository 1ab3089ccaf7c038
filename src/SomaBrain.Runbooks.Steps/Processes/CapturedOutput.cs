using System.Text;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>What a child wrote to one stream, masked.</summary>
/// <param name="Head">The beginning, whole characters, at most <see cref="OutputLimits.InMemory"/> bytes.</param>
/// <param name="Tail">The last bytes (up to 8 KiB) where <paramref name="Head"/> is not all; else empty.</param>
/// <param name="Total">Bytes written by the child, before masking, kept or not.</param>
/// <param name="Spilled">Bytes in the side file; 0 when it was not needed.</param>
/// <param name="IsWhole"><paramref name="Head"/> is all there was.</param>
/// <param name="IsTruncated">Something was dropped: neither <paramref name="Head"/> nor the side file is complete.</param>
/// <param name="SpillFault">Why the side file could not be written; null when it could.</param>
public sealed record CapturedOutput(
    ReadOnlyMemory<byte> Head,
    ReadOnlyMemory<byte> Tail,
    long Total,
    long Spilled,
    bool IsWhole,
    bool IsTruncated,
    string? SpillFault)
{
    /// <summary><see cref="Head"/> is all there was, but for the secrets in it.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The output with its secrets, where <see cref="IsMasked"/>; empty where it was too large to be kept.</summary>
    public ReadOnlyMemory<byte> Real { get; init; }

    /// <summary>Why a file that was to take all of it did not; null when it did.</summary>
    public Diagnostic? NotTaken { get; init; }

    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Whether <see cref="Head"/> is UTF-8. If not, <see cref="Text"/> shows U+FFFD and the bytes are in <see cref="Head"/>.</summary>
    public bool IsUtf8
    {
        get
        {
            try
            {
                _ = Strict.GetCharCount(Head.Span);
                return true;
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
        }
    }

    /// <summary><see cref="Head"/> as text.</summary>
    public string Text => Encoding.UTF8.GetString(Head.Span);

    /// <summary>The end of the output as text, for the message of a failed step.</summary>
    public string LastText => IsWhole ? Text : Encoding.UTF8.GetString(Tail.Span);
}

using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>The playbooks below a folder, among other YAML.</summary>
internal static class PlaybookFolder
{
    /// <summary>In bytes: where the line stands in nearly all.</summary>
    private const int Part = 4096;

    private static ReadOnlySpan<byte> Line => "\nrunbook:"u8;

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };

    /// <summary>Each `.yaml` and `.yml` file, in the order of their names.</summary>
    public static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", Deep).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal)];

    /// <summary>
    /// Whether a line of it begins with `runbook:`. A file that cannot be read is none of ours to judge by: lint says why. Of a large
    /// one the beginning tells.
    /// </summary>
    public static bool IsPlaybook(string file)
    {
        try
        {
            if (PlainFile.WhyNot(file) is not null)
            {
                return false;
            }

            using var handle = File.OpenHandle(file);
            Span<byte> part = stackalloc byte[Part];
            part[0] = (byte)'\n';
            for (var (at, kept) = (0L, 1); at < YamlLimits.Bytes && RandomAccess.Read(handle, part[kept..], at) is > 0 and var read; at += read)
            {
                var known = part[..(kept + read)];
                if (at == 0 && known[1..].StartsWith(SourceReader.ByteOrderMark))
                {
                    known[SourceReader.ByteOrderMark.Length] = (byte)'\n';
                }

                if (known.IndexOf(Line) >= 0)
                {
                    return true;
                }

                kept = Math.Min(known.Length, Line.Length - 1);
                known[^kept..].CopyTo(part);
            }

            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}

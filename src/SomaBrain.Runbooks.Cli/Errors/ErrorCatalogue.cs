using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Errors;

/// <summary>
/// The known errors: those of the operators, `errors.yaml` in the folder of the playbook or in one above it, before those that
/// the program carries with it.
/// </summary>
public sealed class ErrorCatalogue(ImmutableArray<ErrorEntry> entries)
{
    public const string FileName = "errors.yaml";

    private static readonly Lazy<ImmutableArray<ErrorEntry>> BuiltIn = new(ReadBuiltIn);

    /// <summary>What is known beside a playbook, or in a folder. A catalogue that is wrong or cannot be read helps nobody, and hinders nobody: lint says what is wrong.</summary>
    /// <param name="path">Of a playbook, or of a file in the folder.</param>
    public static ErrorCatalogue Beside(string path)
    {
        var own = Find(Path.GetFullPath(path)) is { } file && Text(file) is { } text ? ErrorCatalogueReader.Read(new(file, text), new DiagnosticBag()) : [];
        return new([.. own, .. BuiltIn.Value]);
    }

    /// <summary>What is known of the first problem that anything is known of.</summary>
    public ErrorEntry? Of(IEnumerable<Diagnostic> problems) =>
        problems.Select(problem => entries.FirstOrDefault(entry => entry.Explains(problem))).FirstOrDefault(entry => entry is not null);

    public ErrorEntry? OfState(string state) => entries.FirstOrDefault(entry => entry.SqlState == state);

    private static string? Find(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, FileName) is var file && File.Exists(file) && PlainFile.WhyNot(file) is null)
            {
                return file;
            }
        }

        return null;
    }

    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ImmutableArray<ErrorEntry> ReadBuiltIn()
    {
        using var stream = typeof(ErrorCatalogue).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return ErrorCatalogueReader.Read(new Source(FileName, reader.ReadToEnd()), new DiagnosticBag());
    }
}

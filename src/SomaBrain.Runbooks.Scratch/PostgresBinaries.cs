using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>One installation of PostgreSQL's server programs.</summary>
/// <param name="Directory">Where <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> are.</param>
/// <param name="Major">15 of 15.14.</param>
/// <param name="Minor">14 of 15.14; 0 for a beta.</param>
/// <param name="Version">As the server tells it: <c>postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)</c>.</param>
public sealed record PostgresBinaries(string Directory, int Major, int Minor, string Version)
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string this[string program] => Path.Combine(Directory, program);

    public bool Has(string program) => Programs.IsExecutable(this[program]);

    /// <summary>The newest installation, or the newest of the wanted major version.</summary>
    /// <param name="major"><see langword="null"/>: any.</param>
    /// <param name="directories">Where to look, most welcome first; <see langword="null"/>: the usual places of this machine.</param>
    /// <param name="ct">Ends the search.</param>
    /// <exception cref="ScratchFailure">There is none; the message tells what was searched, the hint how to install.</exception>
    public static async Task<PostgresBinaries> FindAsync(int? major, IReadOnlyList<string>? directories, CancellationToken ct)
    {
        var all = await AllAsync(directories ?? PostgresPlaces.OfThisMachine(), ct);
        return all.Where(found => major is null || found.Major == major)
                .OrderByDescending(found => found.Major).ThenByDescending(found => found.Minor).FirstOrDefault()
            ?? throw NotFound(major, all, directories ?? PostgresPlaces.Patterns);
    }

    /// <summary>All installations in the usual places of this machine.</summary>
    public static Task<IReadOnlyList<PostgresBinaries>> OfThisMachineAsync(CancellationToken ct) => AllAsync(PostgresPlaces.OfThisMachine(), ct);

    public static async Task<IReadOnlyList<PostgresBinaries>> AllAsync(IEnumerable<string> directories, CancellationToken ct)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in directories.Where(HasAll).Select(Real).Distinct(StringComparer.Ordinal))
        {
            if (await AskAsync(directory, ct) is { } binaries)
            {
                found.Add(binaries);
            }
        }

        return found;
    }

    private static bool HasAll(string directory) =>
        Path.IsPathRooted(directory) && Needed.All(program => Programs.IsExecutable(Path.Combine(directory, program)));

    /// <summary>A directory of links stands for the one they lead to, which may hold more programs than somebody linked.</summary>
    private static string Real(string directory)
    {
        var target = File.ResolveLinkTarget(Path.Combine(directory, "postgres"), returnFinalTarget: true);
        return Path.GetDirectoryName(target?.FullName) is { } real && HasAll(real) ? real : Path.TrimEndingDirectorySeparator(directory);
    }

    private static async Task<PostgresBinaries?> AskAsync(string directory, CancellationToken ct)
    {
        try
        {
            var answer = await Cli.Wrap(Path.Combine(directory, "postgres")).WithArguments(["--version"])
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(ct);
            return Read(directory, answer.StandardOutput.Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // for another processor, or its interpreter is missing
        }
    }

    /// <summary>The word after <c>(PostgreSQL)</c>: <c>15.14</c>, <c>19beta2</c>, <c>18devel</c>.</summary>
    private static PostgresBinaries? Read(string directory, string version)
    {
        var words = version.Split(' ');
        var at = Array.IndexOf(words, "(PostgreSQL)");
        if (at < 0 || at + 1 >= words.Length)
        {
            return null;
        }

        var digits = string.Concat(words[at + 1].TakeWhile(char.IsAsciiDigit));
        var minor = string.Concat(words[at + 1].Skip(digits.Length + 1).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major)
            ? new(directory, major, int.TryParse(minor, CultureInfo.InvariantCulture, out var number) ? number : 0, version)
            : null;
    }

    private static ScratchFailure NotFound(int? major, IReadOnlyList<PostgresBinaries> others, IEnumerable<string> searched)
    {
        var wanted = major is null ? "no PostgreSQL server programs" : $"no server programs of PostgreSQL {major}";
        var there = others.Count == 0 ? "" : $"; found {string.Join(", ", others.Select(o => $"{o.Major}.{o.Minor} in `{o.Directory}`"))}";
        return new(
            $"{wanted} (`{string.Join("`, `", Needed)}`) on this machine{there}\nsearched: {string.Join(", ", searched)}",
            $"install them (Debian: `apt-get install postgresql-{major ?? 15}`, macOS: `brew install postgresql@{major ?? 17}`), or name their directory in `{PostgresPlaces.Variable}`");
    }
}

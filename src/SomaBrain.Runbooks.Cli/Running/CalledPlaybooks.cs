using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The playbooks that may be called: files of the first one's root, wherever links lead.</summary>
/// <param name="opened">Those that need not be read again.</param>
internal sealed class CalledPlaybooks(LoadedPlaybook first, OpenedPlaybooks? opened = null) : IPlaybooks
{
    private readonly Dictionary<string, LoadedPlaybook> _called = new(StringComparer.Ordinal);
    private readonly OpenedPlaybooks _opened = opened ?? new();

    /// <summary>Those that were called, each once.</summary>
    public IReadOnlyCollection<LoadedPlaybook> Called => _called.Values;

    public string Identity(Source playbook) => _opened.RealPathOf(playbook.Name);

    public Source? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        var name = RealPath.Tidy(Path.Combine(Path.GetDirectoryName(caller.Name) ?? "", path.Content));
        try
        {
            var real = _opened.RealPathOf(name);
            var (root, isMarked) = _opened.RootOf(_opened.RealPathOf(first.Path));
            if (real != root && !real.StartsWith(root == "/" ? root : $"{root}/", StringComparison.Ordinal))
            {
                problems.Add(Problems.CalleeOutside(path.Whole, path.Content, real, root, isMarked));
                return null;
            }

            if (!File.Exists(real))
            {
                problems.Add(Problems.CalleeNotReadable(path.Whole, path.Content, Directory.Exists(real) ? "it is a folder" : $"there is no file `{name}`", Near(path.Content, real)));
                return null;
            }

            if (!_called.TryGetValue(name, out var known) && _opened.Load(real, name, problems) is { } loaded)
            {
                _called[name] = known = loaded;
            }

            return known?.Source;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(Problems.CalleeNotReadable(path.Whole, path.Content, e is ArgumentException ? "that is no path" : FileTrouble.Of(e)));
            return null;
        }
    }

    /// <summary>The playbook beside it of nearly that name, as the caller would write it.</summary>
    private static string? Near(string path, string real)
    {
        var folder = Path.GetDirectoryName(real)!;
        return Directory.Exists(folder)
            && Suggestion.For(Path.GetFileNameWithoutExtension(real), Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!)) is { } near
                ? Path.Combine(Path.GetDirectoryName(path) ?? "", $"{near}.yaml")
                : null;
    }
}

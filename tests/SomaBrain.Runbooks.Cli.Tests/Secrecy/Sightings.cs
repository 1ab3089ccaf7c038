using System.Buffers;
using System.Text;

namespace SomaBrain.Runbooks.Cli.Tests.Secrecy;

/// <summary>Looks for every secret in every encoding, at all places where one could show.</summary>
internal sealed class Sightings(IEnumerable<(string What, string Core)> canaries)
{
    private readonly List<(string What, string Core)> _canaries = [.. canaries.Where(one => one.Core.Length > 5).DistinctBy(one => one.Core)];
    private readonly SearchValues<string> _any = SearchValues.Create([.. canaries.Select(one => one.Core).Where(core => core.Length > 5).Distinct()], StringComparison.Ordinal);
    private readonly SortedDictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>`place: what` with some of the text around it; empty when nothing was seen.</summary>
    public IReadOnlyCollection<string> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen.Select(one => $"{one.Key}: …{one.Value}…")];
            }
        }
    }

    /// <summary>How much was looked at, in characters.</summary>
    public long Looked { get; private set; }

    public void Look(string place, string text)
    {
        lock (_lock)
        {
            Looked += text.Length;
            if (!text.AsSpan().ContainsAny(_any))
            {
                return;
            }

            foreach (var (what, core) in _canaries)
            {
                if (text.IndexOf(core, StringComparison.Ordinal) is >= 0 and var at)
                {
                    _seen.TryAdd($"{place}: {what.Split(" as ")[1]}", text[Math.Max(0, at - 80)..Math.Min(text.Length, at + core.Length + 20)]);
                }
            }
        }
    }

    public void LookAt(string place, RunbookResult result)
    {
        Look($"{place}, stdout", result.Output);
        Look($"{place}, stderr", result.Errors);
    }

    /// <summary>All files below a folder, by content and by name.</summary>
    public void LookInto(string place, string folder)
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            try
            {
                Look($"{place}, {Path.GetFileName(path)}", $"{path}\n{Encoding.UTF8.GetString(File.ReadAllBytes(path))}");
            }
            catch (IOException)
            {
                // Gone between the list and the look.
            }
        }
    }
}

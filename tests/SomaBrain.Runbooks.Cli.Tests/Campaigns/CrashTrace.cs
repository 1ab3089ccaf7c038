using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>What a program called, in order, and what of its files was surely on disk when it died.</summary>
internal sealed class CrashTrace
{
    private readonly List<(string What, int Call)> _calls = [];
    private readonly Dictionary<string, long> _flushed = new(StringComparer.Ordinal);

    public CrashTrace(string path)
    {
        foreach (var words in File.ReadLines(path).Select(line => line.Split(' ')))
        {
            if (words[0] == "flushed")
            {
                _flushed[words[1]] = long.Parse(words[2], CultureInfo.InvariantCulture);
            }
            else
            {
                _calls.Add((words[0], int.Parse(words[1], CultureInfo.InvariantCulture)));
            }
        }
    }

    public IReadOnlyList<(string What, int Call)> Calls => _calls;

    /// <summary>Every call with every way to die at it: each line of the journal before, half, after it was written, after it was
    /// flushed; and around all else that is seen outside the program.</summary>
    public IEnumerable<Crash> Deaths =>
        from call in _calls
        from how in call.What switch
        {
            "write" or "site-write" or "file-write" => (string[])["before", "half", "after"],
            "flush" or "site-flush" or "file-flush" or "receive" => ["after"],
            _ => ["before", "after"],
        }
        select new Crash(call.What, call.Call, how);

    /// <summary>Every write and every flush, failing in every way there is.</summary>
    public IEnumerable<Crash> Faults =>
        from call in _calls
        from how in call.What switch
        {
            "write" or "site-write" or "file-write" => (string[])["full", "full-now", "error", "read-only"],
            "flush" or "site-flush" or "file-flush" => ["error"],
            _ => [],
        }
        select new Crash(call.What, call.Call, how);

    /// <summary>How many bytes of the file behind these writes were flushed; null: nobody knows.</summary>
    public long? Flushed(string what) => _flushed.TryGetValue(what, out var bytes) ? bytes : null;
}
